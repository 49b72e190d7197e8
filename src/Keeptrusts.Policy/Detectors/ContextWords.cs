using System.Collections.Frozen;

namespace Keeptrusts.Policy.Detectors;

/// <summary>Words that, standing shortly before a value, say what it is.</summary>
internal sealed class ContextWords(params string[] words)
{
    /// <summary>How many words back a context word may stand.</summary>
    public const int Reach = 5;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words =
        words.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether one of the last <see cref="Reach"/> words of a folded text is a context word.</summary>
    public bool Precede(ReadOnlySpan<char> left) => Precede(left, Reach);

    /// <summary>Whether one of the last <paramref name="reach"/> words is a context word.</summary>
    public bool Precede(ReadOnlySpan<char> left, int reach)
    {
        for (var word = 0; word < reach; word++)
        {
            while (!left.IsEmpty && !Letters.IsWord(left[^1]))
            {
                left = left[..^1];
            }

            var start = left.Length;
            while (start > 0 && Letters.IsWord(left[start - 1]))
            {
                start--;
            }

            if (start == left.Length)
            {
                return false;
            }

            if (_words.Contains(left[start..]))
            {
                return true;
            }

            left = left[..start];
        }

        return false;
    }
}
