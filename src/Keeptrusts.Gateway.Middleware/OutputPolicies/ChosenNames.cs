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
        if (names.Count == 0 || policies.Texts is not { Blocked: false } texts)
        {
            return;
        }

        // One object of all, as in arguments that come as JSON in a string: however many a model makes up, they are one text.
        StringBuilder? made = null;
        foreach (var name in names)
        {
            if ((_judged ??= []).Add(name.Hash))
            {
                (made is null ? made = new("{") : made.Append(',')).Append(Encoding.UTF8.GetString(name.Token.Of(json))).Append(":0");
            }
        }

        if (made is not null)
        {
            texts.Rewrite(made.Append('}').ToString(), () => "/" + JsonPointers.Hidden, ChannelFormat.Json);
        }
    }
}
