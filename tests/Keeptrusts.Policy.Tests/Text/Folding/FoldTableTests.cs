using System.Globalization;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Tests.Text.Folding;

public sealed class FoldTableTests
{
    [Theory]
    [InlineData("ABC xyz", "abc xyz")]
    [InlineData("４１１１", "4111")]
    [InlineData("٤١١١", "4111")]
    [InlineData("१२३", "123")]
    [InlineData("𝟒𝟏", "41")]
    [InlineData("①²", "12")]
    [InlineData("＠．，", "@.,")]
    [InlineData("‐‑‒–—−", "------")]
    [InlineData("\u00a0\u2009\u3000", "   ")]
    [InlineData("a\u200b\u00ad\ufeff\u2060b\U000E0041", "ab")]
    [InlineData("ÉЖΣ", "éжσ")]
    [InlineData("K", "k")]
    [InlineData("😀", "😀")]
    [InlineData("\ud83d", "\ud83d")]
    [InlineData("ﬁ", "ﬁ")]
    public void FoldText_CodePoint_BecomesAtMostOne(string text, string expected) => Assert.Equal(expected, FoldTable.FoldText(text));

    [Fact]
    public void Fold_Twice_IsFoldOnce()
    {
        for (var c = 0; c < char.MaxValue; c++)
        {
            var folded = FoldTable.Fold((char)c);
            Assert.Equal(folded, folded == FoldTable.Deleted ? folded : FoldTable.Fold(folded));
        }
    }

    [Fact]
    public void Fold_DecimalDigitOfAnyScript_IsItsValue()
    {
        for (var code = 0; code < 0x20000; code++)
        {
            var text = code is >= 0xD800 and < 0xE000 ? "" : char.ConvertFromUtf32(code);
            if (text.Length > 0 && CharUnicodeInfo.GetDecimalDigitValue(text, 0) is >= 0 and var digit && CharUnicodeInfo.GetUnicodeCategory(text, 0) == UnicodeCategory.DecimalDigitNumber)
            {
                // Scripts newer than the table's Unicode version pass as they are.
                Assert.Contains(FoldTable.FoldText(text), new[] { digit.ToString(CultureInfo.InvariantCulture), text });
            }
        }
    }
}
