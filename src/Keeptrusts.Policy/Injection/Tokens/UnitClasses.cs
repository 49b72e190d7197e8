using System.Globalization;

namespace Keeptrusts.Policy.Injection.Tokens;

/// <summary>The class of each code unit.</summary>
internal static class UnitClasses
{
    private static readonly UnitClass[] Table = Build();

    public static UnitClass Of(char c) => Table[c];

    private static UnitClass[] Build()
    {
        var table = new UnitClass[char.MaxValue + 1];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = Classify((char)c);
        }

        return table;
    }

    private static UnitClass Classify(char c) => c switch
    {
        '!' or '?' or '\u3002' or '\uFF61' => UnitClass.Stop,
        (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FC') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') => UnitClass.Single,
        _ when char.IsLetterOrDigit(c) => UnitClass.Word,
        _ when CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => UnitClass.Word,
        _ => UnitClass.Other,
    };
}
