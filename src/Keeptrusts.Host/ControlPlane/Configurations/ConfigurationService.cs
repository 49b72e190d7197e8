using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Puts documents into force for whoever runs the host: those of files, those of a fresh start, those that were in force before.</summary>
internal sealed class ConfigurationService(IConfigurationStore store, ConfigurationPublisher publisher, DerivedConfigurations derived, DocumentChecker checker)
{
    private const int Attempts = 5;

    /// <summary>Deploys a document that whoever runs the host supplied. A document with an error changes nothing.</summary>
    /// <param name="name">The configuration.</param>
    /// <param name="document">The text.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="withDerived">Whether a template in use that no longer fits keeps the document out; else its keys are left without a configuration.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Deployment> DeployAsync(string name, string document, VersionSource source, bool withDerived, CancellationToken cancellationToken)
    {
        // Its variables are allowed to every document from now on, also where another one stays in force.
        var check = checker.Trust(document, source);
        if (check.Plan is not { } plan)
        {
            return new(check, document, null, false);
        }

        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            var current = await store.FindAsync(name, cancellationToken);
            var inForce = current?.Versions.FirstOrDefault(v => v.Revision == current.Deployed);
            if (inForce is not null && current!.Versions.FirstOrDefault(v => v.Source == source)?.Sha256 == Draft.Hash(document) && inForce.Sha256 != Draft.Hash(document))
            {
                // Seen before: what was deployed since, by whatever way, stays in force.
                return (await ResumeAsync(current, inForce, cancellationToken)) with { Document = document };
            }

            var draft = Make(current, name, document, source, check);
            if (withDerived && draft.HasErrors)
            {
                return new(new(null, draft.Diagnostics), document, null, false);
            }

            if (await publisher.PublishAsync(Principal.Host, draft, deploy: true, cancellationToken) is { } version)
            {
                return new(new(plan, draft.Diagnostics), document, version, draft.Same is null);
            }

            // Another node deployed at this moment; look again.
        }

        return new(check, document, null, false);
    }

    /// <summary>Puts what was in force before back into force; <see langword="null"/> where nothing was, or only an earlier default.</summary>
    /// <param name="name">The configuration.</param>
    /// <param name="standard">The default document of this machine; its variables are allowed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Deployment?> ResumeAsync(string name, string standard, CancellationToken cancellationToken)
    {
        var current = await store.FindAsync(name, cancellationToken);
        if (current?.Versions.FirstOrDefault(v => v.Revision == current.Deployed) is not { Source: not VersionSource.Default } inForce)
        {
            return null;
        }

        checker.Trust(standard, VersionSource.Default);
        if (inForce.Source != VersionSource.Import && current.Versions.FirstOrDefault(v => v.Source == VersionSource.Import) is { } imported)
        {
            // Whoever started the host last with a file allowed that file's variables.
            checker.Trust(imported.Document, VersionSource.Import);
        }

        return await ResumeAsync(current, inForce, cancellationToken);
    }

    private async Task<Deployment> ResumeAsync(Configuration current, ConfigurationVersion version, CancellationToken cancellationToken)
    {
        var check = checker.Trust(version.Document, version.Source);
        if (check.Plan is not { } plan)
        {
            return new(check, version.Document, null, false);
        }

        var draft = Make(current, version.Configuration, version.Document, version.Source, check);
        await publisher.PublishAsync(Principal.Host, draft, deploy: true, cancellationToken);
        return new(new(plan, draft.Diagnostics), version.Document, version, false);
    }

    private Draft Make(Configuration? current, string name, string document, VersionSource source, DocumentCheck check) => new()
    {
        Name = name,
        Document = document,
        Source = source,
        Current = current,
        Check = check,
        Derived = derived.FollowingDocument(name, document),
    };
}
