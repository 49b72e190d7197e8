using Keeptrusts.Host.Cli.Tokens;

namespace Keeptrusts.Host.Tests.Cli;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("", "K=v\n")]
    [InlineData("A=1", "A=1\nK=v\n")]
    [InlineData("A=1\n\n# note\n", "A=1\n\n# note\nK=v\n")]
    [InlineData("K=old\nA=1\n", "K=v\nA=1\n")]
    [InlineData("export K=\"old\" # note\n", "export K=\"v\"\n")]
    [InlineData("  K = 'old'\n", "  K = 'v'\n")]
    [InlineData("K=1\nA=2\nK=3\n", "K=v\nA=2\n")]
    [InlineData("A=1\r\nK=old\r\n", "A=1\r\nK=v\r\n")]
    [InlineData("#K=old\nKK=1\nNK=2\n", "#K=old\nKK=1\nNK=2\nK=v\n")]
    public void Set_AnyFile_ChangesThatVariableAlone(string before, string after) => Assert.Equal(after, EnvFile.Set(before, "K", "v"));

    [Theory]
    [InlineData("", null)]
    [InlineData("A=1\n", null)]
    [InlineData("K=v\n", "v")]
    [InlineData("K= v # note\n", "v")]
    [InlineData("export K=\"v # no note\"\n", "v # no note")]
    [InlineData("K='v'\r\n", "v")]
    [InlineData("K=\n", "")]
    [InlineData("K=1\nK=2\n", "2")]
    [InlineData("#K=v\n", null)]
    public void Get_AnyFile_GivesTheValueWithoutQuotes(string text, string? value) => Assert.Equal(value, EnvFile.Get(text, "K"));

    [Fact]
    public void Set_Twice_ChangesNothingMore()
    {
        var once = EnvFile.Set("A=1\nexport K='x'\n", "K", "v");
        Assert.Equal(once, EnvFile.Set(once, "K", "v"));
        Assert.Equal("v", EnvFile.Get(once, "K"));
    }
}
