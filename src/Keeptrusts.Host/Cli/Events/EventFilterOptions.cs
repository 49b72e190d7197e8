using System.CommandLine;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>The options that choose events, alike in every command.</summary>
internal sealed class EventFilterOptions
{
    private readonly Option<string?>[] _filters =
    [
        new("--key") { Description = "Only calls of this key (id or name)" },
        new("--team") { Description = "Only calls of this team" },
        new("--user") { Description = "Only calls of this key owner" },
        new("--model") { Description = "Only calls to this model" },
        new("--provider") { Description = "Only calls that this target answered" },
        new("--gateway") { Description = "Only calls through this gateway" },
        new("--verdict") { Description = "Only calls with this verdict: allow, warn, redact, escalate or block" },
        new("--reason") { Description = "Only calls with this reason code" },
        new("--outcome") { Description = "Only calls that ended so: completed, refused, cancelled, cut or failed" },
        new("--policy") { Description = "Only calls in which this policy fired" },
        new("--request") { Description = "Only the call whose response had this `x-request-id`" },
        new("--since") { Description = "Only calls since a time (2026-03-31T12:00:00Z) or a span ago (30m, 12h, 7d)" },
        new("--until") { Description = "Only calls before a time or a span ago" },
    ];

    public Symbol[] All => [.. _filters];

    /// <summary>The query string's parts.</summary>
    public IEnumerable<string> Query(ParseResult parsed) => _filters
        .Select(option => (Name: option.Name[2..], Value: parsed.GetValue(option)))
        .Where(x => x.Value is not null)
        .Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value!)}");
}
