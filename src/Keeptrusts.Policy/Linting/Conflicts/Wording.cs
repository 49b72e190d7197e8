using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Words of findings.</summary>
internal static class Wording
{
    private const int Few = 3;

    public static string Verb(PolicyAction action) => action switch
    {
        PolicyAction.Warn => "warns about",
        PolicyAction.Redact => "redacts",
        PolicyAction.Escalate => "escalates",
        _ => "blocks",
    };

    public static string Plural(PolicyAction action) => action switch
    {
        PolicyAction.Warn => "warn about",
        PolicyAction.Redact => "redact",
        PolicyAction.Escalate => "escalate",
        _ => "block",
    };

    public static string Noun(PolicyAction action) => action switch
    {
        PolicyAction.Warn => "warning",
        PolicyAction.Redact => "redaction",
        PolicyAction.Escalate => "escalation",
        _ => "block",
    };

    /// <summary>The first few, then a count.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count > Few + 1
        ? $"{string.Join(", ", names.Take(Few).Select(Quote))} and {names.Count - Few} more"
        : And([.. names.Select(Quote)], "and");

    public static string Names(IReadOnlyList<PolicyFacts> policies, string word) => policies.Count > Few + 1
        ? $"{string.Join(", ", policies.Take(Few).Select(p => Quote(p.Name)))} {word} {policies.Count - Few} more"
        : And([.. policies.Select(p => Quote(p.Name))], word);

    /// <summary>A request in words; empty where any will do.</summary>
    public static string Request(Witness witness)
    {
        (string Fact, string? Value)[] facts =
            [("team", witness.Team), ("key", witness.Key), ("user", witness.User), ("model", witness.Model), ("target", witness.Provider), ("environment", witness.Environment)];
        return string.Join(" with ", facts.Where(f => f.Value is not null).Select(f => $"{f.Fact} {Quote(f.Value!)}"));
    }

    public static RelatedPlace Place(Claim claim) => new(claim.Path, claim.Span, $"`{claim.Policy.Name}` {Verb(claim.Action)} it here");

    private static string And(string[] names, string word) =>
        names.Length < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Length - 1))} {word} {names[names.Length - 1]}";

    private static string Quote(string name) => $"`{name}`";
}
