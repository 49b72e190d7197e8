using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Console.Pages.Gateways;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy;

namespace Keeptrusts.Host.Tests.Console;

public sealed class GatewayLineTests
{
    private const string Good = "pack: { name: g, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }\npolicy: { audit-logger: {} }\n";

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_AVersionThatDoesNotLoad_SaysWhereAndWhatGoesOn()
    {
        var line = Line(Live(1), Version(2, Good.Replace("policies", "polices", StringComparison.Ordinal)), []);
        Assert.Equal(("g@1", "g@2"), (line.Label, line.Meant));
        Assert.StartsWith("line ", line.LoadProblem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TheVersionInForce_HasNoProblem() => Assert.Null(Line(Live(2), Version(2, "nonsense: ["), []).LoadProblem);

    [Fact]
    public void Of_ANewerVersionThatLoads_IsOnItsWay() => Assert.Null(Line(Live(1), Version(2, Good), []).LoadProblem);

    [Theory]
    [InlineData("nobody serves")]
    [InlineData("silent", "silent")]
    [InlineData("serving", "silent", "serving")]
    public void Status_OfSeveralProcesses_IsThatOfTheBest(string expected, params string[] states) => Assert.Equal(expected, Line(Live(1), null, states).Status);

    [Fact]
    public void OpenTargets_SeenByTwoProcesses_CountOnce()
    {
        var line = Line(Live(1), null, ["serving", "serving"]);
        Assert.Equal(1, line.OpenTargets);
        Assert.Equal(Now, line.LastSeen);
    }

    private static GatewayLine Line(PolicyConfiguration live, ConfigurationVersion? meant, string[] states) => GatewayLine.Of(
        new GatewayNode { Id = "g", Configuration = "g", CreatedAt = Now },
        live,
        meant,
        (document, _) => DocumentCheck.Of(document, _ => null),
        [.. states.Select((state, i) => new NodeView($"n{i}", "g", state, null, null, Now, Now.AddMinutes(-i), [new("t", "openai", "open", Now, "timeout", Now, null), new("u", "openai", "closed", null, null, null, null)]))]);

    private static PolicyConfiguration Live(int revision) => new("g", revision, PolicyEngine.Load(Good).Plan!);

    private static ConfigurationVersion Version(int revision, string document) => new()
    {
        Configuration = "g",
        Revision = revision,
        Document = document,
        Sha256 = Draft.Hash(document),
        Source = VersionSource.Edit,
        CreatedAt = Now,
    };
}
