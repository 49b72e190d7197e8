using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Stores drafts and puts them into force, together with what follows from them.</summary>
internal sealed class ConfigurationPublisher(
    IConfigurationStore store, ILiveConfigurations live, DerivedConfigurations derived, LintMemory linted, ChangeGate gate, AuditTrail audit, TimeProvider time)
{
    /// <summary>Stores a draft where it says something new, and puts it into force where that is wanted.</summary>
    /// <returns>The version, or <see langword="null"/> when somebody else was faster.</returns>
    public async Task<ConfigurationVersion?> PublishAsync(Principal actor, Draft draft, bool deploy, CancellationToken cancellationToken)
    {
        var version = draft.Same ?? Version(actor, draft);
        var replaces = draft.Current?.Deployed;
        var deployment = deploy && (draft.Same is null || replaces != version.Revision) ? Deployment(actor, version) : null;

        using var pass = await gate.EnterAsync(cancellationToken);
        if (!await StoreAsync(actor, draft, version, deployment, cancellationToken))
        {
            return null;
        }

        if (deploy && draft.Check.Plan is { } plan)
        {
            var following = await derived.StoreAsync(Following(draft), cancellationToken);

            // What does not follow is taken out of force, so that nothing goes on with targets that may be gone for a reason.
            var prefixes = derived.PrefixesOf(version.Configuration).ToList();
            var before = live.Deployed.Keys.Where(name => prefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
            live.Put([new(version.Configuration, version.Revision, plan), .. following], [.. before]);
        }

        return version;
    }

    // A template whose first key was made since the draft was looked at follows too.
    private IReadOnlyList<DerivedDraft> Following(Draft draft) =>
        derived.InUse.SequenceEqual(draft.Derived.Select(d => d.Template).Distinct().Order(StringComparer.Ordinal)) ? draft.Derived : derived.FollowingDocument(draft.Name, draft.Document);

    private Task<bool> StoreAsync(Principal actor, Draft draft, ConfigurationVersion version, ConfigurationDeployment? deployment, CancellationToken cancellationToken)
    {
        var entry = audit.Entry(actor, deployment is null ? "configuration.create" : "configuration.deploy", draft.InForce, version);
        return draft.Same is null ? store.AddAsync(version, deployment, draft.Current?.Deployed, entry, cancellationToken)
            : deployment is not null ? store.DeployAsync(deployment, draft.Current?.Deployed, entry, cancellationToken)
            : Task.FromResult(true);
    }

    private ConfigurationVersion Version(Principal actor, Draft draft) => new()
    {
        Configuration = draft.Name,
        Revision = draft.Revision,
        Document = draft.Document,
        Sha256 = Draft.Hash(draft.Document),
        Source = draft.Source,
        Template = draft.Template,
        Author = actor.Id,
        Note = draft.Note,
        CreatedAt = time.GetUtcNow(),
    };

    private ConfigurationDeployment Deployment(Principal actor, ConfigurationVersion version) => new()
    {
        Configuration = version.Configuration,
        Revision = version.Revision,
        Actor = actor.Id,
        At = time.GetUtcNow(),
        LintedBefore = linted.Knows(version.Sha256),
    };
}
