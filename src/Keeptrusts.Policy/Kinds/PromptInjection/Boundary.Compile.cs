namespace Keeptrusts.Policy.Kinds.PromptInjection;

/// <summary>Delimiters that enclose text nobody vouches for.</summary>
internal sealed record Boundary(string Start, string End)
{
    /// <summary>
    /// The enclosed places. A place without an end reaches to the end of the text. It also reaches to the last end before the next start: what it
    /// encloses may hold the end's own characters in order to look as if it stood outside.
    /// </summary>
    public IEnumerable<(int Start, int End)> Enclosed(string text)
    {
        for (var open = text.IndexOf(Start, StringComparison.OrdinalIgnoreCase); open >= 0;)
        {
            var from = open + Start.Length;
            var next = text.IndexOf(Start, from, StringComparison.OrdinalIgnoreCase);
            var limit = next < 0 ? text.Length : next;
            var close = limit > from ? text.LastIndexOf(End, limit - 1, limit - from, StringComparison.OrdinalIgnoreCase) : -1;
            var to = close >= 0 ? close : limit;
            if (to > from)
            {
                yield return (from, to);
            }

            open = next;
        }
    }
}
