using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Tokens.SelfService;

/// <summary>Which template a key is taken from: one that both its team and the gateway allow.</summary>
internal static class TemplateChoice
{
    /// <summary>Stands in where several are pre-approved and none was named: the one made for daily work.</summary>
    public const string Preferred = "standard-dev";

    /// <summary>The templates that a team's keys may be taken from.</summary>
    public static IReadOnlyList<PolicyTemplate> Allowed(IReadOnlyList<PolicyTemplate> all, Team team, GatewayNode? gateway) =>
        [.. all.Where(t => team.AllowedTemplates?.Contains(t.Name) != false && gateway?.AllowedTemplates?.Contains(t.Name) != false)];

    /// <summary>The template of a name, if the team may take keys from it.</summary>
    public static Outcome<PolicyTemplate> Named(string name, IReadOnlyList<PolicyTemplate> all, IReadOnlyList<PolicyTemplate> allowed, string team)
    {
        if (allowed.FirstOrDefault(t => t.Name == name) is { } template)
        {
            return template;
        }

        var names = allowed.Select(t => t.Name).ToList();
        return all.Any(t => t.Name == name)
            ? new Refusal(RefusalKind.Forbidden, $"team `{team}` may not take keys from template `{name}`; it may from {List(names)}. An administrator changes that")
            : new Refusal(RefusalKind.NotFound, $"no template `{name}`; {DidYouMean.Clause(name, names, "templates")}");
    }

    /// <summary>The template for somebody who named none.</summary>
    public static Outcome<PolicyTemplate> Default(IReadOnlyList<PolicyTemplate> allowed, string team)
    {
        var free = allowed.Where(t => t.SelfService is { PreApproved: true }).ToList();
        return (free.Find(t => t.Name == Preferred) ?? free.FirstOrDefault()) is { } template
            ? template
            : new Refusal(RefusalKind.Invalid, allowed.Count == 0
                ? $"team `{team}` may not take keys from any template; ask a manager for a key"
                : $"nothing is pre-approved for team `{team}`; name a template (`--template`, `template` in the API) and a manager decides: {List([.. allowed.Select(t => t.Name)])}");
    }

    private static string List(List<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Select(n => $"`{n}`"));
}
