using System.Text.RegularExpressions;
using CsCheck;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Tests.Selectors;

public sealed class GlobTests
{
    [Theory]
    [InlineData("gpt-4o", "gpt-4o", true)]
    [InlineData("GPT-4O", "gpt-4o", true)]
    [InlineData("gpt-4", "gpt-4o", false)]
    [InlineData("gpt-4*", "gpt-4o", true)]
    [InlineData("gpt-4*", "gpt-4", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*/llama-*", "meta/llama-3:70b", true)]
    [InlineData("meta*70b", "meta/llama-3:70b", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYb", false)]
    [InlineData("gpt-?", "gpt-4", false)]
    [InlineData("[g]pt", "gpt", false)]
    [InlineData("**", "abc", true)]
    public void IsMatch_Pattern_JudgesTheWholeText(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Glob.IsMatch(pattern, text));

    [Fact]
    public void IsMatch_AnyPattern_AgreesWithARegex() =>
        Gen.Select(Gen.Char["ab*"].Array[0, 7], Gen.Char["abAB"].Array[0, 9]).Sample((p, t) =>
        {
            var (pattern, text) = (new string(p), new string(t));
            var regex = "\\A" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "\\z";
            Assert.Equal(Regex.IsMatch(text, regex, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline), Glob.IsMatch(pattern, text));
        });

    [Fact]
    public void IsMatch_ManyStars_StaysQuick() =>
        Assert.False(Glob.IsMatch(string.Concat(Enumerable.Repeat("*a", 200)) + "b", new string('a', 5_000)));
}
