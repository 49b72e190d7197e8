using System.Collections.Frozen;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors;

/// <summary>Words that, standing shortly before a value, say what it is.</summary>
internal sealed class ContextWords(params string[] words)
{
    /// <summary>How many words back a context word may stand.</summary>
    public const int Reach = SpanDetector.ContextReach;

    /// <summary>The words, folded.</summary>
    public IReadOnlyCollection<string> All { get; } = words;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether one of the last <see cref="Reach"/> words of a folded text is a context word.</summary>
    public bool Precede(ReadOnlySpan<char> left) => Precede(left, Reach);

    /// <summary>Whether one of the last <paramref name="reach"/> words is a context word. A word that the longest left context may have cut does not count.</summary>
    public bool Precede(ReadOnlySpan<char> left, int reach)
    {
        var cut = left.Length >= SpanDetector.ContextLength;
        for (var word = 0; word < reach; word++)
        {
            var last = TakeLast(ref left, cut);
            if (last.IsEmpty)
            {
                return false;
            }

            if (_words.Contains(last))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The last word of a folded text, and what stands before it; empty for none, or for one that the longest left context may have cut.</summary>
    public static ReadOnlySpan<char> TakeLast(ref ReadOnlySpan<char> left, bool cut)
    {
        var end = left.Length;
        while (end > 0 && !Letters.IsWord(left[end - 1]))
        {
            end--;
        }

        var start = end;
        while (start > 0 && Letters.IsWord(left[start - 1]))
        {
            start--;
        }

        var word = cut && start == 0 ? default : left[start..end];
        left = left[..start];
        return word;
    }
}
