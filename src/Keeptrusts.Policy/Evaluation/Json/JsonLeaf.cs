using Keeptrusts.Policy.Text;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>
/// One decoded text inside a raw one: what the matcher says about decoded characters is said to <see cref="SpanEdits"/> about the raw ones. Reusable.
/// </summary>
internal sealed class JsonLeaf(SpanEdits edits) : ISpanSink
{
    private const int PruneAt = 16_384;

    // For each escape: the decoded character that it stands for, and by how much the raw text is longer from there on.
    private readonly List<(int Decoded, int Extra)> _escapes = [];
    private SpanMatcher? _matcher;
    private int _rawStart;
    private int _taken;
    private int _decided;
    private int _prunedExtra;
    private ValueForm _form;

    public bool InKey { get; private set; }

    public bool Stopped => _matcher is { Stopped: true };

    /// <summary>Starts a text.</summary>
    /// <param name="matcher">A matcher at the start of this text.</param>
    /// <param name="rawStart">Where the text starts in the raw one.</param>
    /// <param name="inKey">Whether the text is an object's key.</param>
    /// <param name="form">How the raw text writes it.</param>
    public void Begin(SpanMatcher matcher, int rawStart, bool inKey, ValueForm form = ValueForm.JsonString)
    {
        _escapes.Clear();
        (_matcher, _rawStart, InKey, _form) = (matcher, rawStart, inKey, form);
        (_taken, _decided, _prunedExtra) = (0, 0, 0);
    }

    /// <summary>Takes characters that stand for themselves.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        _taken += text.Length;
        _matcher!.Write(text, this);
    }

    /// <summary>Takes one character that the raw text writes with <paramref name="rawLength"/> characters.</summary>
    public void WriteEscaped(char c, int rawLength)
    {
        _escapes.Add((_taken, ExtraBefore(_taken) + rawLength - 1));
        Write([c]);
        Prune();
    }

    public void Complete() => _matcher!.Complete(this);

    public void Copy(int count) => edits.Copy(Advance(count));

    public void Replace(int count, int rule) => edits.Replace(Advance(count), rule, _form);

    public void Failed(int rule) => edits.Failed(rule);

    public void Found(int rule, int start, int end, double score) => edits.Found(rule, RawOf(start), RawOf(end), score, InKey);

    private int Advance(int count)
    {
        var before = RawOf(_decided);
        _decided += count;
        return RawOf(_decided) - before;
    }

    private int RawOf(int decoded) => _rawStart + decoded + ExtraBefore(decoded);

    private int ExtraBefore(int decoded)
    {
        var (low, high) = (0, _escapes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _escapes[middle].Decoded < decoded ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? _prunedExtra : _escapes[low - 1].Extra;
    }

    // Candidates start no further back than the longest match with its deleted characters.
    private void Prune()
    {
        const int Reach = SpanDetector.DefaultMaxLength * (Text.Folding.FoldedText.MaxIgnorableRun + 2) * 2;
        if (_escapes.Count < PruneAt || _escapes[PruneAt / 2].Decoded > _decided - Reach)
        {
            return;
        }

        _prunedExtra = _escapes[(PruneAt / 2) - 1].Extra;
        _escapes.RemoveRange(0, PruneAt / 2);
    }
}
