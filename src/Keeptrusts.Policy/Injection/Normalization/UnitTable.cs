using System.Collections.Frozen;
using System.Globalization;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>
/// What each code unit becomes: <see cref="FoldTable"/>'s single units, then bare letters for those with marks, and the ASCII text of
/// compatibility characters. Together the part of NFKC that matters to Latin text; the platform's own is absent in invariant mode.
/// </summary>
internal static class UnitTable
{
    /// <summary>Stands for a character that has an entry in <see cref="Expansion"/>; U+FFFF is no character itself.</summary>
    public const char Expands = '\uFFFF';

    private static readonly FrozenDictionary<char, string> Expansions = Read(LookalikeData.Expansions).ToFrozenDictionary(e => e.Key, e => e.Value);
    private static readonly char[] Units = Build();
    private static readonly char[] Lookalikes = Letters(LookalikeData.Lookalikes);

    /// <summary>The unit, <see cref="FoldTable.Deleted"/> or <see cref="Expands"/>.</summary>
    public static char Unit(char c) => Units[c];

    public static string Expansion(char c) => Expansions[c];

    /// <summary>The ASCII letter that a letter looks like, or <c>'\0'</c>.</summary>
    public static char Lookalike(char c) => Lookalikes[c];

    private static char[] Build()
    {
        var units = new char[char.MaxValue + 1];
        var bases = Letters(LookalikeData.Bases);
        for (var c = 0; c < units.Length; c++)
        {
            var folded = FoldTable.Fold((char)c);
            units[c] = Expansions.ContainsKey((char)c) ? Expands
                : bases[c] != '\0' ? bases[c]
                : folded < char.MaxValue && bases[folded] != '\0' ? bases[folded]
                : folded;
        }

        return units;
    }

    private static char[] Letters(string table)
    {
        var letters = new char[char.MaxValue + 1];
        foreach (var (from, to) in Read(table))
        {
            letters[from] = to[0];
        }

        return letters;
    }

    private static IEnumerable<KeyValuePair<char, string>> Read(string table) =>
        table.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(cell => KeyValuePair.Create((char)int.Parse(cell.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture), cell[4..]));
}
