using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>Shows gateways and sets what governs them.</summary>
internal sealed class GatewayService(
    IGatewayStore store, GatewayDirectory directory, IConfigurationStore configurations, DerivedConfigurations derived, TemplateLibrary templates, ILiveConfigurations live, ChangeGate gate, AuditTrail audit, TimeProvider time)
{
    public IReadOnlyList<GatewayNode> List() => directory.All;

    public Outcome<GatewayNode> Find(string id) => directory.Find(id) is { } found
        ? found
        : new Refusal(RefusalKind.NotFound, $"no gateway `{id}`; {DidYouMean.Clause(id, [.. directory.All.Select(g => g.Id)], "gateways")}");

    /// <summary>Makes a gateway, or sets all that one is. Its next call is governed so.</summary>
    public async Task<Outcome<GatewayNode>> PutAsync(Principal caller, string id, GatewayWish wish, Func<GatewayNode, Refusal?> precondition, CancellationToken cancellationToken)
    {
        if ((caller.Lacks(Permission.Administer) ?? NameRules.CheckId(id, "id") ?? CheckTemplates(wish.AllowedTemplates)) is { } bad)
        {
            return bad;
        }

        if (wish.Environment is { } environment && NameRules.CheckName(environment, "environment") is { } badEnvironment)
        {
            return badEnvironment;
        }

        var before = directory.Find(id);
        if (before is not null && precondition(before) is { } stale)
        {
            return stale;
        }

        var name = wish.Configuration ?? before?.Configuration ?? id;
        var configuration = await configurations.FindAsync(name, cancellationToken);
        if (DerivedDraft.IsDerived(name) || configuration?.Versions.FirstOrDefault(v => v.Revision == configuration.Deployed) is not { } inForce)
        {
            var known = (await configurations.ListAsync(cancellationToken)).Select(c => c.Name).Where(n => !DerivedDraft.IsDerived(n)).ToList();
            return new Refusal(RefusalKind.NotFound, $"no configuration `{name}` is in force; {DidYouMean.Clause(name, known, "configurations")}. `kt config apply {name} --file FILE` makes one");
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        var drafts = before?.Configuration == name ? [] : derived.OfGateway(id, inForce.Document);
        if (drafts.SelectMany(d => d.Problems).FirstOrDefault() is { } problem)
        {
            return new Refusal(RefusalKind.Conflict, $"`{name}` cannot govern `{id}`: {problem.Message}");
        }

        var after = new GatewayNode
        {
            Id = id,
            Configuration = name,
            AllowedTemplates = wish.AllowedTemplates,
            Environment = wish.Environment,
            CreatedAt = before?.CreatedAt ?? time.GetUtcNow(),
        };
        await store.PutAsync(after, audit.Entry(caller, before is null ? "gateway.create" : "gateway.update", id, before, after), cancellationToken);
        directory.Put(after);
        if (before?.Configuration != name)
        {
            var prefix = DerivedDraft.NameOf(id, "");
            live.Put(await derived.StoreAsync(drafts, cancellationToken), [.. live.Deployed.Keys.Where(n => n.StartsWith(prefix, StringComparison.Ordinal))]);
        }

        if (id == GatewayNode.LocalId)
        {
            live.Govern(name);
        }

        return after;
    }

    private Refusal? CheckTemplates(IReadOnlyList<string>? wanted) => wanted?.FirstOrDefault(t => templates.Find(t) is null) is { } unknown
        ? new(RefusalKind.NotFound, $"no template `{unknown}`; {DidYouMean.Clause(unknown, templates.Names, "templates")}")
        : null;
}
