using System.Globalization;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Templates;

/// <summary>A policy's block → one line for people. What has no words of its own here is described by its kind.</summary>
internal static class PolicySummary
{
    private const string Sides = "in requests and answers";

    public static TemplatePolicy Of(PolicyBlock block, KindSchema kind)
    {
        var what = What(block, kind)
            + (block.When.Count + block.Except.Count > 0 ? "; not for every call" : "")
            + (block.Shadow ? "; only watched, never acted on (shadow)" : "")
            + (block.Enabled ? "" : "; switched off");
        return new TemplatePolicy(block.Name, block.Kind, block.Action ?? kind.NaturalAction, what);
    }

    private static string What(PolicyBlock block, KindSchema kind) => block.Kind switch
    {
        "pii-detector" => $"{Listed(block.Node, "entities", "personal data")}, {Phases(block, Sides)}",
        "secret-detector" => $"{Listed(block.Node, "entities", "keys, tokens and passwords")}, {Phases(block, Sides)}",
        "safety-filter" => $"terms of {Lists(block.Node)}, {Phases(block, Sides)}",
        "prompt-injection" => "texts that try to override the model's instructions",
        "rate-limit" => RateLimit(block.Node),
        "cost-cap" => string.Join("; ", (block.Node.List("budgets")?.Items ?? []).OfType<MapNode>().Select(Budget)),
        "agent-firewall" => Firewall(block.Node),
        "human-oversight" => Oversight(block.Node),
        "audit-logger" => Audit(block.Node),
        _ => kind.Description.TrimEnd('.'),
    };

    private static string Phases(PolicyBlock block, string all) => block.Phases switch
    {
        ["input"] => "in requests",
        ["output"] => "in answers",
        _ => all,
    };

    private static string Listed(MapNode node, string field, string all)
    {
        var names = node.Map(field)?.Entries.Select(e => e.Key).ToList() ?? [.. node.Texts(field)];
        return names.Count == 0 ? all : string.Join(", ", names);
    }

    private static string Lists(MapNode node) =>
        string.Join(", ", (node.List("lists")?.Items ?? []).Select(i => (i as ScalarNode)?.Text ?? (i as MapNode)?.Text("name")).OfType<string>().Concat(node.Has("block_if") ? ["its own list"] : []));

    private static string RateLimit(MapNode node)
    {
        var window = node.Whole("window_seconds") ?? 60;
        string?[] limits =
        [
            node.Whole("requests") is { } requests ? Number($"{requests} requests in {window} s") : null,
            node.Whole("tokens") is { } tokens ? Number($"{tokens} tokens in {window} s") : null,
            node.Whole("max_parallel_requests") is { } parallel ? Number($"{parallel} calls at once") : null,
        ];
        var scope = node.Text("scope") ?? "key";
        return $"at most {string.Join(", ", limits.OfType<string>())}, {(scope == "global" ? "all together" : "for each " + scope)}";
    }

    private static string Budget(MapNode budget)
    {
        string?[] caps = [Cap("soft_cap_usd", "soft"), Cap("hard_cap_usd", "hard")];
        var scope = budget.Text("scope")!;
        var whose = budget.Text("id") is { } id ? $"{scope} {id}" : scope == "org" ? "the organisation" : "each " + scope;
        var window = budget.Text("window") == "total" ? "in all" : "per " + budget.Text("window");
        return $"{string.Join(", ", caps.OfType<string>())} {window}, {whose}";

        string? Cap(string field, string strength) => budget.Number(field) is { } usd ? Number($"${usd:#,0.####} ({strength} cap)") : null;
    }

    private static string Firewall(MapNode node)
    {
        string?[] parts =
        [
            node.Has("allowed_tools") ? $"only the tools {Names(node, "allowed_tools")}" : null,
            node.Has("blocked_tools") ? $"never the tools {Names(node, "blocked_tools")}" : null,
            node.Has("argument_rules") ? "arguments by rule" : null,
            node.Whole("max_actions_per_session") is { } most ? Number($"at most {most} tool calls in a session") : null,
            node.Whole("require_approval_above") is { } free ? Number($"a person decides after {free} tool calls") : null,
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static string Oversight(MapNode node)
    {
        var conditions = node.Map("require_human_for")?.Entries.Select(e => $"{e.Key} {Listed(node.Map("require_human_for")!, e.Key, "")}") ?? [];
        return $"{string.Join("; ", conditions)}: decided by {node.Text("assignee") ?? string.Join(", ", node.Texts("assignee"))}";
    }

    private static string Audit(MapNode node)
    {
        var kept = node.Whole("retention_days") is { } days ? Number($"kept {days} days") : "kept for ever";
        return $"every call, {(node.Flag("binding") is false ? "as soon as may be" : "before its answer ends")}, {kept}";
    }

    private static string Names(MapNode node, string field) => node.Texts(field) is { Count: > 0 } names ? string.Join(", ", names) : "(none)";

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
