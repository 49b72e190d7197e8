using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Tokens.SelfService;

/// <summary>Says what of a wish a member of a team gets without asking anybody.</summary>
internal sealed class SelfServiceDesk(ITemplateRules rules, GatewayDirectory gateways, ITokenDirectory live, TimeProvider time)
{
    /// <summary>Measures a wish by the template it names, else by the one that stands in.</summary>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="terms">The same, checked.</param>
    /// <param name="team">The team that pays.</param>
    /// <param name="replacing">The lineage whose key this one replaces; it does not count as held.</param>
    public Outcome<SelfServiceCheck> Measure(NewToken wanted, TokenTerms terms, Team team, string? replacing = null)
    {
        var all = rules.Templates;
        var allowed = TemplateChoice.Allowed(all, team, gateways.Find(GatewayNode.LocalId));
        var choice = wanted.Template is { } name ? TemplateChoice.Named(name, all, allowed, team.Id) : TemplateChoice.Default(allowed, team.Id);
        if (choice.Refused(out var refusal, out var template))
        {
            return refusal;
        }

        return SelfServiceCheck.Of(wanted, terms, template, Held(terms.Owner, template, replacing));
    }

    /// <summary>The template of a name, whoever may take keys from it.</summary>
    public PolicyTemplate? Find(string? name) => rules.Templates.FirstOrDefault(t => t.Name == name);

    // A key and those that it was rotated from are one while they overlap.
    private int Held(string? owner, PolicyTemplate template, string? replacing)
    {
        var now = time.GetUtcNow();
        return live.All
            .Where(t => t.Owner == owner && t.Template == template.Name && t.LineageId != replacing && t.IsActive(now))
            .Select(t => t.LineageId).Distinct().Count();
    }
}
