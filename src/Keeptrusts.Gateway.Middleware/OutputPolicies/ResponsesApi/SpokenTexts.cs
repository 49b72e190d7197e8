using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>The texts of a response, in the order in which they began.</summary>
/// <param name="policies">Judge them.</param>
internal sealed class SpokenTexts(AnswerPolicies policies)
{
    private readonly Dictionary<ResponsesKey, SpokenText> _known = [];
    private readonly List<SpokenText> _all = [];
    private readonly Dictionary<int, List<SpokenRun>> _openRuns = []; // by item; of texts that may go on in the next part

    public IReadOnlyList<SpokenText> All => _all;

    public SpokenText? Find(ResponsesKey key) => _known.GetValueOrDefault(key);

    /// <summary>Finds a text, or begins it. A text part that follows the one before is one text with it.</summary>
    public SpokenText Open(ResponsesKey key, TextKind kind)
    {
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var format = kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
        var open = _openRuns.GetValueOrDefault(key.Output);
        var run = open?.Find(each => each.IsContinuedBy(key)) ?? new(policies.Texts?.OpenChannel(format, key.At, ResponsesSources.Of(key)));
        if (key.IsJoined && open?.Contains(run) != true)
        {
            (open ?? (_openRuns[key.Output] = [])).Add(run);
        }

        var inTools = key.Path is ResponsesKey.Arguments or ResponsesKey.ToolInput or ResponsesKey.Code or ResponsesKey.BlockInput;
        var text = new SpokenText(key, run!, policies.Issued?.OpenRestorer(inTools, format == ChannelFormat.Json));
        _known[key] = text;
        _all.Add(text);
        return text;
    }

    /// <summary>The text parts of an item are over.</summary>
    public void CloseRuns(int output)
    {
        if (_openRuns.Remove(output, out var runs))
        {
            runs.ForEach(run => run.Close());
        }
    }
}
