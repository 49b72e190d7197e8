using Keeptrusts.Policy.Injection.Decoding;
using Keeptrusts.Policy.Injection.Model;

namespace Keeptrusts.Policy.Injection;

/// <summary>
/// Scores a text: normal form, rules, linear model over windows, then the same for what encoded parts of it say. Never throws,
/// whatever the text; work grows with its length and decoding is capped.
/// </summary>
internal static class InjectionScorer
{
    /// <summary>Signals a score names.</summary>
    public const int MostSignals = 32;

    /// <param name="text">The text of one message, document or tool result.</param>
    /// <param name="untrusted">Whether it came from a tool, a search or an upload: texts that have no business giving orders.</param>
    /// <param name="options">What the author set.</param>
    public static InjectionScore Score(string text, bool untrusted, InjectionOptions options) =>
        Score(text, untrusted, options, untrusted ? LinearModel.Untrusted : LinearModel.User);

    /// <summary>The same with another model, for training.</summary>
    public static InjectionScore Score(string text, bool untrusted, InjectionOptions options, LinearModel model)
    {
        var scoring = new Scoring(untrusted, options, model);

        // 1. The text as it is.
        scoring.Read(text, null);

        // 2. What it encodes, and what that encodes.
        if (options.DecodeBase64)
        {
            Decode(text, null, 1, scoring);
        }

        return scoring.Result();
    }

    private static void Decode(string text, Payload? outermost, int depth, Scoring scoring)
    {
        var payloads = new List<Payload>();
        PayloadDecoder.Find(text, payloads, ref scoring.Budget);
        foreach (var payload in payloads)
        {
            var place = outermost ?? payload;
            scoring.Read(payload.Text, place);
            if (depth < PayloadDecoder.MostDepth)
            {
                Decode(payload.Text, place, depth + 1, scoring);
            }
        }
    }
}
