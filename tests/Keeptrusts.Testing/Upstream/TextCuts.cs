namespace Keeptrusts.Testing.Upstream;

/// <summary>Cuts texts into the pieces of a stream.</summary>
public static class TextCuts
{
    /// <summary>Cuts a text into pieces of the given sizes in UTF-16 code units, taken in turn; never inside a surrogate pair unless asked.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sizes">Piece sizes, used again and again; empty: one piece.</param>
    /// <param name="splitSurrogates">Whether a cut may fall inside a surrogate pair.</param>
    public static IReadOnlyList<string> Cut(string text, IReadOnlyList<int> sizes, bool splitSurrogates = false)
    {
        if (sizes.Count == 0 || text.Length == 0)
        {
            return [text];
        }

        var pieces = new List<string>();
        var start = 0;
        for (var turn = 0; start < text.Length; turn++)
        {
            var end = Math.Min(text.Length, start + Math.Max(1, sizes[turn % sizes.Count]));
            if (!splitSurrogates && end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
            {
                end++;
            }

            pieces.Add(text[start..end]);
            start = end;
        }

        return pieces;
    }
}
