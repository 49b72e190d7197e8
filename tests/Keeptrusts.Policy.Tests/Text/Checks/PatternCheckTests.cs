using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Checks;

namespace Keeptrusts.Policy.Tests.Text.Checks;

public sealed class PatternCheckTests
{
    [Theory]
    [InlineData(@"\bEMP-[0-9]{6}\b")]
    [InlineData("[A-Z]{2}[0-9]{2,62}")]
    [InlineData("(?:red|green) team")]
    [InlineData("^Subject: secret")]
    [InlineData("[0-9]{64}")]
    [InlineData(@"\b[a-z]{1,30}@corp\b")]
    public void Of_UsablePattern_FindsNothing(string pattern) => Assert.Empty(PatternCheck.Of(pattern, realtime: true));

    [Theory]
    [InlineData("(a", "KT4001", 0)]
    [InlineData("ab(?=c)", "KT4001", 2)]
    [InlineData("a*", "KT4004", 0)]
    [InlineData("(?:a|b?)", "KT4004", 0)]
    [InlineData(@"\b", "KT4004", 0)]
    [InlineData("^[0-9]{6}$", "KT4003", 0)]
    [InlineData(@"\A[0-9]{6}\z", "KT4003", 0)]
    [InlineData("a^b", "KT4003", 0)]
    [InlineData("$a", "KT4003", 0)]
    [InlineData(@"a\bb", "KT4003", 0)]
    [InlineData(@"\bEMP-[0-9]+", "KT4002", 0)]
    [InlineData("[0-9]{66}", "KT4002", 0)]
    [InlineData("[a-z]{1,100}@corp", "KT4002", 0)]
    public void Of_UnusablePattern_IsNamed(string pattern, string code, int position)
    {
        var finding = PatternCheck.Of(pattern, realtime: true)[0];
        Assert.Equal((code, position), (finding.Code, finding.Position));
    }

    [Fact]
    public void Of_UnboundedPatternThatIsBuffered_MayStand() => Assert.Empty(PatternCheck.Of(@"\bEMP-[0-9]+", realtime: false));

    [Theory]
    [InlineData("[0-9]{64}", 63)]
    [InlineData("abc", 1)]
    [InlineData("aab", 2)]
    [InlineData("a{10}", 9)]
    [InlineData("[ab]c", 1)]
    public void StartCount_SmallPattern_IsExact(string pattern, int most) =>
        Assert.Equal(most, StartCount.Of(new Machine([PatternReader.Read(pattern).Node!]), PatternCheck.MaxStarts));
}
