using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class TokenTermsTests
{
    private static readonly string[] Teams = ["default", "search", "hr"];

    private static Principal Of(string role, string? team) => new("key_1", "someone", team, [role]);

    [Theory]
    [InlineData(Roles.Viewer, "search", "gateway", "search", RefusalKind.Forbidden)]
    [InlineData(Roles.Developer, "search", "gateway", "search", null)]
    [InlineData(Roles.Developer, "search", "gateway", null, null)]
    [InlineData(Roles.Developer, "search", "gateway", "hr", RefusalKind.NotFound)]
    [InlineData(Roles.Developer, "search", "control", "search", RefusalKind.Forbidden)]
    [InlineData(Roles.Manager, "search", "control", "search", RefusalKind.Forbidden)]
    [InlineData(Roles.Admin, null, "gateway", "hr", null)]
    [InlineData(Roles.Admin, null, "control", "hr", null)]
    [InlineData(Roles.Admin, null, "control", null, RefusalKind.Invalid)]
    [InlineData(Roles.Admin, null, "other", null, RefusalKind.Invalid)]
    public void Check_RoleAndTeam_DecideWhoMayMakeWhat(string role, string? callersTeam, string type, string? wantedTeam, object? expected)
    {
        var wanted = new NewToken { TokenType = type, Name = "n", TeamId = wantedTeam };
        Assert.Equal(expected is not null, TokenTerms.Check(Of(role, callersTeam), wanted, Teams).Refused(out var refusal, out _));
        Assert.Equal(expected, refusal?.Kind);
    }

    [Fact]
    public void Check_NoTeam_TakesTheCallersElseDefault()
    {
        Assert.False(TokenTerms.Check(Of(Roles.Developer, "search"), new NewToken { Name = "n" }, Teams).Refused(out _, out var own));
        Assert.False(TokenTerms.Check(Of(Roles.Admin, null), new NewToken { Name = "n" }, Teams).Refused(out _, out var other));
        Assert.Equal(("search", "default"), (own!.TeamId, other!.TeamId));
    }

    [Fact]
    public void Check_TeamOfOthers_IsNotNamed()
    {
        Assert.True(TokenTerms.Check(Of(Roles.Developer, "search"), new NewToken { Name = "n", TeamId = "hr" }, Teams).Refused(out var refusal, out _));
        Assert.Equal("no team `hr`; teams: `search`. `kt team create hr` makes one", refusal!.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a\nb")]
    public void Check_BadName_IsRefused(string? name) =>
        Assert.True(TokenTerms.Check(Of(Roles.Admin, null), new NewToken { Name = name }, Teams).Refused(out _, out _));

    [Fact]
    public void Check_UnknownRole_SuggestsOne()
    {
        var wanted = new NewToken { TokenType = "control", Name = "n", TeamId = "hr", Roles = ["admn"] };
        Assert.True(TokenTerms.Check(Of(Roles.Admin, null), wanted, Teams).Refused(out var refusal, out _));
        Assert.StartsWith("no role `admn`; did you mean `admin`?", refusal!.Message, StringComparison.Ordinal);
    }
}
