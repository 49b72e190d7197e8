using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>What people do with configurations through the control plane: look at what a change would do, store it, deploy, roll back.</summary>
internal sealed class ConfigurationEditor(
    IConfigurationStore store, ConfigurationPublisher publisher, DerivedConfigurations derived, DocumentChecker checker, TemplateLibrary templates, GatewayDirectory gateways, LintMemory linted)
{
    /// <summary>What a document or a template would change; nothing is stored.</summary>
    public async Task<Outcome<ConfigurationChange>> PreviewAsync(string name, NewVersion wanted, CancellationToken cancellationToken)
    {
        if ((await DraftAsync(name, wanted, cancellationToken)).Refused(out var refusal, out var draft))
        {
            return refusal;
        }

        linted.Remember(draft.Document);
        return new ConfigurationChange(draft, null, false);
    }

    /// <summary>Stores a document as a version, and puts it into force unless it shall wait. One with an error does neither.</summary>
    public async Task<Outcome<ConfigurationChange>> AddAsync(Principal caller, string name, NewVersion wanted, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        return (await DraftAsync(name, wanted, cancellationToken)).Refused(out var refusal, out var draft)
            ? refusal
            : await PublishAsync(caller, draft, wanted.Deploy ?? true, cancellationToken);
    }

    /// <summary>Puts a stored version into force; it is checked again, since the host may have changed.</summary>
    public async Task<Outcome<ConfigurationChange>> DeployAsync(Principal caller, string name, int revision, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        return (await FindAsync(name, cancellationToken)).Refused(out var unknown, out var current) ? unknown
            : Editable(name) is { } derivedName ? derivedName
            : Version(current, revision).Refused(out var refusal, out var version) ? refusal
            : await RedeployAsync(caller, current, version, cancellationToken);
    }

    /// <summary>Puts the version back that was in force before the present one, or the one of a revision.</summary>
    public async Task<Outcome<ConfigurationChange>> RollBackAsync(Principal caller, string name, int? revision, CancellationToken cancellationToken)
    {
        if ((await FindAsync(name, cancellationToken)).Refused(out var unknown, out var current))
        {
            return unknown;
        }

        if (revision is null)
        {
            var deployments = await store.DeploymentsAsync(name, cancellationToken);
            revision = deployments.FirstOrDefault(d => d.Revision != current.Deployed)?.Revision;
        }

        if (revision is not { } target)
        {
            return new Refusal(RefusalKind.Conflict, $"no other version of `{name}` was in force before; `kt config versions {name}` lists them, and `--to N` takes one");
        }

        return await DeployAsync(caller, name, target, cancellationToken);
    }

    /// <summary>The configuration of a name, with its versions.</summary>
    public async Task<Outcome<Configuration>> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(name, cancellationToken) is { } found)
        {
            return found;
        }

        var names = (await store.ListAsync(cancellationToken)).Select(c => c.Name).ToList();
        return new Refusal(RefusalKind.NotFound, $"no configuration `{name}`; {DidYouMean.Clause(name, names, "configurations")}");
    }

    /// <summary>A version by its revision.</summary>
    public static Outcome<ConfigurationVersion> Version(Configuration configuration, int revision) =>
        configuration.Versions.FirstOrDefault(v => v.Revision == revision) is { } found
            ? found
            : new Refusal(RefusalKind.NotFound, $"`{configuration.Name}` has no revision {revision}; it has 1 to {configuration.Versions.FirstOrDefault()?.Revision ?? 0}");

    private static Refusal? Editable(string name) => DerivedDraft.IsDerived(name)
        ? new(RefusalKind.Conflict, $"`{name}` is made from a gateway's configuration and a template; change one of these, and it follows")
        : null;

    private async Task<Outcome<ConfigurationChange>> RedeployAsync(Principal caller, Configuration current, ConfigurationVersion version, CancellationToken cancellationToken)
    {
        var draft = Make(current.Name, current, version.Document, version.Source, version.Template, version.Note) with { Existing = version };
        return await PublishAsync(caller, draft, deploy: true, cancellationToken);
    }

    private async Task<Outcome<ConfigurationChange>> PublishAsync(Principal caller, Draft draft, bool deploy, CancellationToken cancellationToken)
    {
        if (draft.HasErrors)
        {
            return new ConfigurationChange(draft, null, false);
        }

        var isDeployed = deploy && draft.Current?.Deployed != draft.Revision;
        return await publisher.PublishAsync(caller, draft, deploy, cancellationToken) is { } version
            ? new ConfigurationChange(draft, version, isDeployed)
            : new Refusal(RefusalKind.Conflict, $"somebody else changed `{draft.Name}` at this moment; look at `kt config diff {draft.Name}` and try again");
    }

    private async Task<Outcome<Draft>> DraftAsync(string name, NewVersion wanted, CancellationToken cancellationToken)
    {
        if (Editable(name) is { } derivedName)
        {
            return derivedName;
        }

        var current = await store.FindAsync(name, cancellationToken);
        if (current is null && NameRules.CheckId(name, "name") is { } badName)
        {
            return badName;
        }

        if (wanted.BaseRevision is { } seen && seen != (current?.Versions.FirstOrDefault()?.Revision ?? 0))
        {
            return new Refusal(RefusalKind.Conflict, $"`{name}` is at revision {current?.Versions.FirstOrDefault()?.Revision ?? 0} by now, not at {seen}; look at `kt config diff {name}` and try again");
        }

        if (wanted.Note is { } note && NameRules.CheckName(note, "note") is { } badNote)
        {
            return badNote;
        }

        return wanted switch
        {
            { Document: not null, Template: not null } => new Refusal(RefusalKind.Invalid, "give `document` or `template`, not both"),
            { Document: { } document } => Make(name, current, document, VersionSource.Edit, null, wanted.Note),
            { Template: { } template } => await FromTemplateAsync(name, current, template, wanted, cancellationToken),
            _ => new Refusal(RefusalKind.Invalid, "give a `document`, or a `template` to make one from"),
        };
    }

    private async Task<Outcome<Draft>> FromTemplateAsync(string name, Configuration? current, string template, NewVersion wanted, CancellationToken cancellationToken)
    {
        if (templates.Find(template) is not { } found)
        {
            return new Refusal(RefusalKind.NotFound, $"no template `{template}`; {DidYouMean.Clause(template, templates.Names, "templates")}");
        }

        var donor = current;
        if (wanted.Gateway is { } gateway)
        {
            if (gateways.Find(gateway) is not { } node)
            {
                return new Refusal(RefusalKind.NotFound, $"no gateway `{gateway}`; {DidYouMean.Clause(gateway, [.. gateways.All.Select(g => g.Id)], "gateways")}");
            }

            donor = node.Configuration == name ? current : await store.FindAsync(node.Configuration, cancellationToken);
        }

        if (donor?.Versions.FirstOrDefault(v => v.Revision == donor.Deployed) is not { } inForce)
        {
            return new Refusal(RefusalKind.Conflict, $"`{name}` has nothing in force whose targets the template could be given; say `gateway`, or begin with a document");
        }

        var composed = TemplateComposer.Compose(found.Template.Text, inForce.Document, name);
        return composed.Text is { } text
            ? Make(name, current, text, VersionSource.Template, template, wanted.Note)
            : new Draft
            {
                Name = name,
                Document = inForce.Document,
                Source = VersionSource.Template,
                Template = template,
                Current = current,
                Check = new(null, composed.Diagnostics),
            };
    }

    private Draft Make(string name, Configuration? current, string document, VersionSource source, string? template, string? note)
    {
        var check = checker.Of(document, source);
        return new()
        {
            Name = name,
            Document = document,
            Source = source,
            Template = template,
            Note = note,
            Current = current,
            Check = check,
            Derived = check.Plan is null ? [] : derived.FollowingDocument(name, document),
        };
    }
}
