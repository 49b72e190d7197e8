using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Checks documents, numbers their versions and puts them into force.</summary>
internal sealed class ConfigurationService(
    IConfigurationStore store, ILiveConfigurations live, AuditTrail audit, TimeProvider time, Func<string, string?> environment, SecretCheck secrets, EnvironmentAllowList variables)
{
    /// <summary>Deploys a document that whoever runs the host supplied. A document with an error changes nothing.</summary>
    public async Task<Deployment> DeployAsync(string name, string document, VersionSource source, CancellationToken cancellationToken)
    {
        var check = Check(document, source);
        if (check.Plan is not { } plan)
        {
            return new(check, document, null, false);
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        var newest = await store.NewestAsync(name, null, cancellationToken);
        var comparable = newest?.Source == source ? newest : await store.NewestAsync(name, source, cancellationToken);
        if (comparable?.Sha256 == sha256 && newest is not null)
        {
            // Seen before: what was deployed since, by whatever way, stays in force.
            return (ReferenceEquals(comparable, newest) ? Activate(newest, check, plan) : Resume(newest)) with { Document = document };
        }

        var version = new ConfigurationVersion
        {
            Configuration = name,
            Revision = (newest?.Revision ?? 0) + 1,
            Document = document,
            Sha256 = sha256,
            Source = source,
            CreatedAt = time.GetUtcNow(),
        };
        await store.AddAsync(version, audit.Entry(Principal.Host, "configuration.deploy", newest, version), cancellationToken);
        return Activate(version, check, plan) with { IsNew = true };
    }

    /// <summary>Puts a stored version into force.</summary>
    public Deployment Resume(ConfigurationVersion version)
    {
        var check = Check(version.Document, version.Source);
        return check.Plan is { } plan ? Activate(version, check, plan) : new(check, version.Document, null, false);
    }

    /// <summary>
    /// Lets configurations use the variables that whoever started the host named, now or at an earlier start: what was edited since builds on them.
    /// </summary>
    public async Task TrustAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var source in (VersionSource[])[VersionSource.Default, VersionSource.Import])
        {
            if (await store.NewestAsync(name, source, cancellationToken) is { } version)
            {
                Check(version.Document, source);
            }
        }
    }

    private DocumentCheck Check(string document, VersionSource source)
    {
        var trusted = source is VersionSource.Default or VersionSource.Import;
        var check = DocumentCheck.Of(document, environment, secrets, trusted);
        if (trusted && check.Plan is { } plan)
        {
            variables.Trust(plan);
        }

        return check;
    }

    private Deployment Activate(ConfigurationVersion version, DocumentCheck check, Policy.Plans.PolicyPlan plan)
    {
        live.Put(new PolicyConfiguration(version.Configuration, version.Revision, plan));
        return new(check, version.Document, version, false);
    }
}

/// <summary>What became of a document.</summary>
/// <param name="Check">Its problems.</param>
/// <param name="Document">The text that was given.</param>
/// <param name="Version">The version in force; <see langword="null"/> where an error kept the document out.</param>
/// <param name="IsNew">Whether it became a new version.</param>
internal sealed record Deployment(DocumentCheck Check, string Document, ConfigurationVersion? Version, bool IsNew);
