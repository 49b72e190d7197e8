namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Finds encoded parts of a text and decodes those that hold readable text. One pass per encoding, all bounded by a budget of characters.</summary>
internal static class PayloadDecoder
{
    /// <summary>How deep encodings inside encodings are followed.</summary>
    public const int MostDepth = 2;

    /// <summary>Characters that all payloads of one text may decode to, at all depths together.</summary>
    public const int MostCharacters = 65_536;

    private const int MostPayloads = 64;

    /// <summary>Adds the payloads of <paramref name="text"/> and takes their lengths from <paramref name="budget"/>.</summary>
    public static void Find(string text, List<Payload> payloads, ref int budget)
    {
        var first = payloads.Count;
        foreach (var run in ByteRuns.In(text))
        {
            if (budget <= 0 || payloads.Count - first >= MostPayloads)
            {
                return;
            }

            Add(payloads, ReadableText.From(run.Bytes), run.Start, run.End, ref budget);
        }

        if (!EscapedText.IsPossible(text))
        {
            return;
        }

        foreach (var (decoded, start, end) in EscapedText.In(text, budget))
        {
            if (budget > 0)
            {
                Add(payloads, decoded, start, end, ref budget);
            }
        }
    }

    private static void Add(List<Payload> payloads, string? decoded, int start, int end, ref int budget)
    {
        if (decoded is { Length: > 0 })
        {
            var kept = decoded.Length > budget ? decoded[..budget] : decoded;
            payloads.Add(new Payload(kept, start, end));
            budget -= kept.Length;
        }
    }
}
