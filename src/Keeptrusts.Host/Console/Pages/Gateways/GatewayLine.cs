using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Console.Shared;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console.Pages.Gateways;

/// <summary>A gateway with the processes that serve as it, as pages show it.</summary>
internal sealed record GatewayLine(string Id, string Configuration, string? Label, string? Environment, IReadOnlyList<NodeView> Nodes)
{
    public const string Serving = "serving";

    /// <summary>Why the version that is meant to be in force is not: what the host said as it loaded it.</summary>
    public string? LoadProblem { get; init; }

    /// <summary>The version that is meant to be in force.</summary>
    public string? Meant { get; init; }

    public string Status => Nodes.Any(n => n.Status == Serving) ? Serving : Nodes.Count > 0 ? "silent" : "nobody serves";

    public string Tone => Status switch { Serving => "good", "silent" => "bad", _ => "" };

    public DateTimeOffset? LastSeen => Nodes.Count == 0 ? null : Nodes.Max(n => n.LastSeenAt);

    /// <summary>Targets that some process leaves alone, or is trying again.</summary>
    public int OpenTargets => Nodes.SelectMany(n => n.Targets).Where(t => t.State != "closed").Select(t => t.Id).Distinct(StringComparer.Ordinal).Count();

    public static GatewayLine Of(GatewayNode gateway, PolicyConfiguration? live, ConfigurationVersion? meant, Func<string, VersionSource, DocumentCheck> check, IReadOnlyList<NodeView> nodes)
    {
        var isBehind = meant is not null && live?.Revision != meant.Revision;
        return new(gateway.Id, gateway.Configuration, live?.Label, gateway.Environment, nodes) { Meant = meant?.Label, LoadProblem = isBehind ? Why(check(meant!.Document, meant.Source)) : null };
    }

    // A version that loads by now is only on its way.
    private static string? Why(DocumentCheck check) =>
        check.Plan is not null ? null : DocumentFinding.Of(check.Errors).Select(f => $"line {f.Line}: {f.Message}").FirstOrDefault() ?? "it has an error";
}
