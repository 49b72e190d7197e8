using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>The processes that serve as gateways, and how each finds its targets. Nodes elsewhere report over their link, this process is asked itself.</summary>
/// <param name="sessions">The nodes.</param>
/// <param name="live">The configurations in force.</param>
/// <param name="local">The gateway of this process.</param>
/// <param name="time">The clock.</param>
internal sealed class GatewayNodes(INodeSessions sessions, ILiveConfigurations live, LocalNode local, TimeProvider time)
{
    /// <summary>The nodes of a gateway, or of all, by id. Those of one gateway see the same targets, each with its own eyes.</summary>
    /// <param name="gateway">The gateway; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<NodeView>> ListAsync(string? gateway, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var targets = live.Deployed.Values.SelectMany(configuration => configuration.Plan.Targets)
            .GroupBy(target => target.Id, StringComparer.Ordinal).Select(same => same.First()).ToList();
        return [.. (await sessions.LiveAsync(cancellationToken))
            .Where(session => gateway is null || session.Gateway == gateway)
            .OrderBy(session => session.Gateway, StringComparer.Ordinal).ThenBy(session => session.NodeId, StringComparer.Ordinal)
            .Select(session => View(session, targets, now))];
    }

    private NodeView View(NodeSession session, List<TargetPlan> targets, DateTimeOffset now)
    {
        var isLocal = session.NodeId == local.NodeId;
        var seen = isLocal ? now : session.LastSeenAt;
        return new(
            session.NodeId,
            session.Gateway,
            now - seen > NodeTimes.Silence ? "silent" : "serving",
            session.Address,
            session.Version,
            session.StartedAt,
            seen,
            View(targets, isLocal ? local.Health?.Targets ?? [] : Read(session.Targets)));
    }

    private static IReadOnlyList<TargetView> View(List<TargetPlan> targets, IReadOnlyList<TargetStatus> found)
    {
        var known = found.ToDictionary(status => status.Target, StringComparer.Ordinal);
        return [.. targets
            .Select(target => View(target.Provider, known.GetValueOrDefault(target.Id) ?? new TargetStatus(target.Id, "closed")))
            .Concat(found.Where(status => targets.TrueForAll(target => target.Id != status.Target)).Select(status => View(null, status)))
            .OrderBy(target => target.Id, StringComparer.Ordinal)];
    }

    private static TargetView View(string? provider, TargetStatus status) =>
        new(status.Target, provider, status.State, status.Since, status.LastFailure, status.LastFailureAt, status.NextTryAt);

    private static IReadOnlyList<TargetStatus> Read(string? json)
    {
        try
        {
            return json is null ? [] : JsonSerializer.Deserialize(json, LinkJson.Default.IReadOnlyListTargetStatus) ?? [];
        }
        catch (JsonException)
        {
            return []; // A node of another version wrote it.
        }
    }
}
