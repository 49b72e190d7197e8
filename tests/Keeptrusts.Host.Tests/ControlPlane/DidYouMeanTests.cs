using Keeptrusts.Host.ControlPlane;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("Team", "team", 0)]
    public void Distance_TwoWords_CountsEdits(string left, string right, int expected) => Assert.Equal(expected, DidYouMean.Distance(left, right));

    [Fact]
    public void Clause_NearName_IsSuggestedAndAllAreListed() =>
        Assert.Equal("did you mean `search`? teams: `default`, `search`", DidYouMean.Clause("serch", ["search", "default"], "teams"));

    [Fact]
    public void Clause_NothingNear_OnlyLists() => Assert.Equal("teams: `default`, `search`", DidYouMean.Clause("marketing", ["search", "default"], "teams"));
}
