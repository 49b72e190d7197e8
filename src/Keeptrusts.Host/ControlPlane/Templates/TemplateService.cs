using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>Shows templates, and keeps the organisation's own. What a template says governs its keys with the next call.</summary>
internal sealed class TemplateService(
    ITemplateStore store, TemplateLibrary library, IReadOnlyList<LiveTemplate> files, DerivedConfigurations derived, ILiveConfigurations live, ChangeGate gate, AuditTrail audit, TimeProvider time)
{
    /// <summary>Fills the library.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var records = await store.ListAsync(cancellationToken);
        library.Load(() => files.Concat(records.Select(r => TemplateCatalog.Read(r.Document).Template).OfType<PolicyTemplate>().Where(t => !files.Any(f => f.Name == t.Name)).Select(t => new LiveTemplate(t, TemplateOrigin.Custom))));
    }

    public IReadOnlyList<LiveTemplate> List() => library.All;

    public Outcome<LiveTemplate> Find(string name) => library.Find(name) is { } found
        ? found
        : new Refusal(RefusalKind.NotFound, $"no template `{name}`; {DidYouMean.Clause(name, library.Names, "templates")}");

    /// <summary>Adds a template of the organisation's own, or changes one. A text with an error changes nothing.</summary>
    public async Task<Outcome<TemplateChange>> PutAsync(Principal caller, string name, string document, Func<LiveTemplate, Refusal?> precondition, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if ((NameRules.CheckId(name, "name") ?? Changeable(name)) is { } bad)
        {
            return bad;
        }

        var before = library.Find(name);
        if (before is not null && precondition(before) is { } stale)
        {
            return stale;
        }

        var read = TemplateCatalog.Read(document);
        if (read.Template is not { } template)
        {
            return new TemplateChange(null, before is null, read.Diagnostics);
        }

        if (template.Name != name)
        {
            return new Refusal(RefusalKind.Invalid, $"`pack.name` says `{template.Name}`, the address says `{name}`; write the same name in both");
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        IReadOnlyList<DerivedDraft> drafts = derived.InUse.Contains(name) ? await derived.FollowingTemplateAsync(name, template, cancellationToken) : [];
        if (drafts.SelectMany(d => d.Problems).ToList() is { Count: > 0 } problems)
        {
            return new TemplateChange(null, false, [.. read.Diagnostics, .. problems]);
        }

        var after = new LiveTemplate(template, TemplateOrigin.Custom);
        var record = new TemplateRecord { Name = name, Document = document, Author = caller.Id, UpdatedAt = time.GetUtcNow() };
        await store.PutAsync(record, audit.Entry(caller, before is null ? "template.create" : "template.update", name, before, after), cancellationToken);
        library.Put(after);
        live.Put(await derived.StoreAsync(drafts, cancellationToken), [.. Derived(name)]);
        return new TemplateChange(after, before is null, read.Diagnostics);
    }

    /// <summary>Removes a template of the organisation's own that no working key was taken from.</summary>
    public async Task<Outcome<LiveTemplate>> RemoveAsync(Principal caller, string name, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        if (Find(name).Refused(out var unknown, out var found))
        {
            return unknown;
        }

        if (Changeable(name) is { } fixedOne)
        {
            return fixedOne;
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        if (derived.InUse.Contains(name))
        {
            return new Refusal(RefusalKind.Conflict, $"keys that work were taken from `{name}`; revoke them first (`kt tokens list` names their template)");
        }

        await store.RemoveAsync(name, audit.Entry(caller, "template.delete", name, found, null), cancellationToken);
        library.Remove(name);
        live.Put([], [.. Derived(name)]);
        return found;
    }

    private IEnumerable<string> Derived(string name) => live.Deployed.Keys.Where(n => n.EndsWith(DerivedDraft.NameOf("", name), StringComparison.Ordinal));

    private Refusal? Changeable(string name) => library.Find(name)?.Origin switch
    {
        TemplateOrigin.Shipped => new(RefusalKind.Conflict, $"`{name}` ships with Keeptrusts and is not changed; take its text (`kt templates show {name} --yaml`), give it another `pack.name`, and store that"),
        TemplateOrigin.File => new(RefusalKind.Conflict, $"`{name}` comes from a file of --templates; change it there"),
        _ => null,
    };
}
