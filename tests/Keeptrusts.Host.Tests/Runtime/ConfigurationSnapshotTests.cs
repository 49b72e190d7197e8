using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Policy;
using Keeptrusts.Testing;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class ConfigurationSnapshotTests
{
    private readonly TeamSnapshot _teams = new();
    private readonly ConfigurationSnapshot _snapshot;

    public ConfigurationSnapshotTests()
    {
        _teams.Load([new Team { Id = "hr", Name = "hr", Configuration = "hr-rules", CreatedAt = DateTimeOffset.UnixEpoch }]);
        _snapshot = new("gw", _teams);
        _snapshot.Govern("ours");
        _snapshot.Put([Make("ours"), Make("hr-rules"), Make("pinned"), Make("gw.dev"), Make("other.dev")], []);
    }

    [Theory]
    [InlineData(null, null, "search", "ours@1")]
    [InlineData(null, null, "hr", "hr-rules@1")]
    [InlineData(null, "dev", "hr", "gw.dev@1")]
    [InlineData("pinned", "dev", "hr", "pinned@1")]
    [InlineData("gone", null, "search", null)]
    [InlineData(null, "gone", "search", null)]
    public void Resolve_KeyTemplateTeamGateway_InThisOrder(string? pinned, string? template, string team, string? expected) =>
        Assert.Equal(expected, _snapshot.Resolve(Key(pinned, template, team))?.Label);

    [Fact]
    public void Put_WithdrawnName_GovernsNobody()
    {
        _snapshot.Put([], ["gw.dev"]);
        Assert.Null(_snapshot.Resolve(Key(null, "dev", "search")));
        Assert.Equal("ours@1", _snapshot.Resolve(Key(null, null, "search"))?.Label);
    }

    [Fact]
    public void Resolve_ManyTimes_MakesNoObject()
    {
        KeyRecord[] keys = [Key(null, null, "search"), Key(null, null, "hr"), Key(null, "dev", "hr"), Key("pinned", null, "hr")];
        Assert.All(keys, key => Assert.Equal(0, Allocation.Least(() => _snapshot.Resolve(key))));
    }

    private static PolicyConfiguration Make(string name) => new(name, 1, PolicyEngine.Load(
        "pack: { name: a, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }\n").Plan!);

    private static KeyRecord Key(string? configuration, string? template, string team) => new()
    {
        Id = "key_1",
        Name = "k",
        TeamId = team,
        LineageId = "key_1",
        Configuration = configuration,
        Template = template,
    };
}
