using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Judges member names in what a model said, such as those of a tool's input: one that may not be shown as it is blocks the answer, since whoever reads it goes by the name.</summary>
/// <param name="policies">Judge the answer.</param>
internal sealed class ChosenNames(AnswerPolicies policies)
{
    private HashSet<ulong>? _judged;

    /// <param name="json">Where the names stand.</param>
    /// <param name="names">The names; those that were judged before are passed over.</param>
    public void Judge(ReadOnlySpan<byte> json, List<ChosenName> names)
    {
        foreach (var name in names)
        {
            if (policies.Texts is { Blocked: false } texts && (_judged ??= []).Add(name.Hash))
            {
                // The same as in arguments that come as JSON in a string.
                texts.Rewrite($"{{{Encoding.UTF8.GetString(name.Token.Of(json))}:0}}", () => "/" + JsonPointers.Hidden, ChannelFormat.Json);
            }
        }
    }
}
