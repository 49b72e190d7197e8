namespace Keeptrusts.Policy.Injection.Model;

/// <summary>Cuts a piece into overlapping windows, so that a short attack in a long text weighs as much as one alone.</summary>
internal static class Windows
{
    /// <summary>Words of a window.</summary>
    public const int Width = 80;

    private const int Stride = 40;

    /// <summary>First token and end of each window; one where the piece is short, none where it is empty.</summary>
    public static IEnumerable<(int First, int End)> Of(int tokens)
    {
        for (var first = 0; first < tokens; first += Stride)
        {
            var end = Math.Min(first + Width, tokens);
            yield return (first, end);
            if (end == tokens)
            {
                yield break;
            }
        }
    }
}
