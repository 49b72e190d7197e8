using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Access;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3002: a tool or model that a policy allows and that is denied to each of its requests. KT3001: the same of a tool about which a human would be asked.</summary>
internal sealed class DeniedGrants(Chain chain, ConflictFindings findings)
{
    public void Find()
    {
        List<PolicyFacts> deciding = [.. chain.Policies.Where(p => AccessReader.Knows(p.Block.Kind))];
        foreach (var grant in chain.Policies.SelectMany(AccessReader.Grants).Where(g => g.Policy.Acts(g.Phase)))
        {
            var known = Asking(grant, grant.Policy.Scope.Known);
            if (known.Count > 0 && Denials(grant, deciding) is { Count: > 0 } denials && !chain.Limit.IsSpent)
            {
                Report(grant, known, denials);
            }
        }
    }

    private IReadOnlyList<Box> Asking(Grant grant, IReadOnlyList<Box> boxes) => grant.IsModel ? chain.Space.Asking(boxes, grant.Name) : boxes;

    /// <summary>Policies that together deny it to each request of the one that allows it.</summary>
    private List<Denial> Denials(Grant grant, List<PolicyFacts> deciding)
    {
        if (DenialReader.Of(grant.Policy, grant, denyOnly: true) is { } own)
        {
            return [own];
        }

        var denials = new List<Denial>();
        if (!chain.Limit.Spend(1 + (deciding.Count / 16)))
        {
            return [];
        }

        // An allow-list may well be a second line of defence before a human.
        var denyOnly = grant.IsAsked || (grant.IsModel && chain.Grouped.Any(name => Globs.Meet(name, grant.Name)));
        foreach (var other in deciding)
        {
            if (other != grant.Policy && other.Acts(grant.Phase) && chain.Relations.Meet(grant.Policy.Scope, other.Scope) && chain.Limit.Spend(8) && DenialReader.Of(other, grant, denyOnly) is { } denial)
            {
                denials.Add(denial);
            }
        }

        var boxes = Asking(grant, grant.Policy.Scope.Boxes);
        return denials.Find(d => chain.IsCovered(grant.Policy, boxes, [grant.Phase], [d.Policy])) is { } single ? [single]
            : denials.Count > 1 && chain.IsCovered(grant.Policy, boxes, [grant.Phase], [.. denials.Select(d => d.Policy)]) ? denials
            : [];
    }

    private void Report(Grant grant, IReadOnlyList<Box> known, List<Denial> denials)
    {
        var request = Replay.First(chain, denials.SelectMany(d => chain.Meeting(known, d.Policy)), grant.Policy);
        if (request is null || !denials.Any(d => Replay.Applies(chain, d.Policy, request)))
        {
            return;
        }

        var isOwn = denials[0].Policy == grant.Policy;
        var what = grant.IsModel ? "model" : "tool";
        var to = grant.Role is null ? "" : $" to role `{grant.Role}`";
        var others = isOwn ? "itself" : Wording.Names([.. denials.Select(d => d.Policy)], "or");
        var scope = isOwn ? "" : $" of its scope ({Selected.Words(grant.Policy.Block)})";
        findings.Add(new Diagnostic(
            grant.IsAsked ? RuleCodes.Contradiction : RuleCodes.AllowedAndDenied,
            grant.IsGlob || grant.IsAsked ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
            grant.Path,
            grant.Span,
            grant.IsAsked
                ? $"`{grant.Policy.Name}` asks a human about the tool `{grant.Name}`, and {others} blocks it for every request{scope}: nobody is ever asked"
                : $"`{grant.Policy.Name}` allows the {what} `{grant.Name}`{to}, and {others} denies it for every request{scope}: it can never be used",
            isOwn ? "remove it here, or narrow what denies it" : "remove it here, or let the other policy pass it (`when`, `except`, its lists)")
        {
            Related = [.. denials.Select(d => d.Place)],
            Witness = request with { Subject = grant.Name, Model = request.Model ?? (grant.IsModel ? grant.Example : null) },
        });
    }
}
