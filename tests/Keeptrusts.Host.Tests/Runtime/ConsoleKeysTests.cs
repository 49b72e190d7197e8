using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Policy.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class ConsoleKeysTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));
    private readonly PeopleSnapshot _people = new();
    private readonly GatewayDirectory _gateways = new();
    private readonly ConsoleKeys _keys;

    public ConsoleKeysTests()
    {
        _keys = new(new TokenSnapshot(), _people, new TemplateLibrary(), _gateways, _time);
        _people.Put(new User { Id = "ada", Name = "Ada", CreatedAt = default });
        Join("developer");
    }

    [Fact]
    public void Lend_Developer_IsAKeyOfTheirTeamThatTheGatewayFinds()
    {
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out var lent));
        var found = Found(lent!.Text)!;
        Assert.Equal(("search", "ada", "console:search:ada", "console"), (found.TeamId, found.Owner, found.LineageId, found.Name));
        Assert.Equal(["developer"], found.Roles);
        Assert.Equal((null, null, _time.GetUtcNow().AddMinutes(15)), (found.RevokedAt, found.Template, found.ExpiresAt));
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out var again));
        Assert.Equal(lent.Text, again!.Text);
        Assert.DoesNotContain(lent.Text, lent.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData(null)]
    public void Lend_WhoCannotMakeKeys_IsRefused(string? role)
    {
        Join(role);
        Assert.True(_keys.Lend("ada", Team()).Refused(out _, out _));
    }

    [Fact]
    public void Find_AfterItsUserLostTheRight_IsRevoked()
    {
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out var lent));
        Join("viewer");
        Assert.NotNull(Found(lent!.Text)!.RevokedAt);
        Join("developer");
        _people.Put(new User { Id = "ada", Name = "Ada", CreatedAt = default, DeactivatedAt = _time.GetUtcNow() });
        Assert.NotNull(Found(lent.Text)!.RevokedAt);
    }

    [Fact]
    public void Lend_TeamThatTakesKeysFromTemplatesOnly_IsGovernedByTheOneTheyWouldGet()
    {
        Assert.False(_keys.Lend("ada", Team("standard-dev", "rapid-prototype")).Refused(out _, out var lent));
        Assert.Equal("standard-dev", lent!.Key.Template);
        Assert.True(_keys.Lend("ada", Team("standard-prod")).Refused(out var refusal, out _));
        Assert.Contains("none is pre-approved", refusal!.Message, StringComparison.Ordinal);

        // A gateway may be stricter than the team.
        _gateways.Put(new GatewayNode { Id = GatewayNode.LocalId, Configuration = "local-gw", AllowedTemplates = ["standard-prod"], CreatedAt = default });
        Assert.True(_keys.Lend("ada", Team()).Refused(out _, out _));
    }

    [Fact]
    public void Lend_NearItsEnd_IsRenewedAndTheOldOneRunsOut()
    {
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out var first));
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out var second));
        Assert.NotEqual(first!.Text, second!.Text);
        Assert.NotNull(Found(first.Text));
        _time.Advance(TimeSpan.FromMinutes(40));
        Assert.False(_keys.Lend("ada", Team()).Refused(out _, out _));
        Assert.Null(Found(first.Text));
    }

    private KeyRecord? Found(string text)
    {
        Assert.True(GatewayKey.TryParse(text, out var key));
        return _keys.Find(key!.Hash());
    }

    private void Join(string? role)
    {
        if (role is null)
        {
            _people.Remove("search", "ada");
        }
        else
        {
            _people.Put(new Member { TeamId = "search", UserId = "ada", Role = role, CreatedAt = default });
        }
    }

    private static Team Team(params string[] templates) => new() { Id = "search", Name = "Search", AllowedTemplates = templates.Length == 0 ? null : templates, CreatedAt = default };
}
