using System.Collections.Frozen;

namespace Keeptrusts.Policy.Detectors.EmailAddress;

/// <summary>The top-level domains of the root zone; read on first use.</summary>
internal static class TopLevelDomains
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        Read().ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a folded label is a top-level domain.</summary>
    public static bool Contain(ReadOnlySpan<char> label) => Names.Contains(label);

    private static IEnumerable<string> Read()
    {
        using var stream = typeof(TopLevelDomains).Assembly.GetManifestResourceStream("top-level-domains.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..])
            {
                yield return line;
            }
        }
    }
}
