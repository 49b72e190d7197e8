using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>Decides which document governs at the start, and refuses to start without one that loads.</summary>
internal static class PolicyBoot
{
    /// <param name="settings">What was asked for.</param>
    /// <param name="services">Where configurations are kept.</param>
    /// <param name="environment">Finds an environment variable.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What is in force.</returns>
    public static async Task<Outcome<Deployment>> RunAsync(HostSettings settings, HostServices services, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        await services.Deployment.TrustAsync(GatewayNode.LocalId, cancellationToken);
        if (settings.PolicyConfig is { } path)
        {
            return ReadFile(path).Refused(out var unreadable, out var text)
                ? unreadable
                : Judge(path, await services.Deployment.DeployAsync(GatewayNode.LocalId, text, VersionSource.Import, cancellationToken));
        }

        var newest = await services.ConfigurationStore.NewestAsync(GatewayNode.LocalId, null, cancellationToken);
        return newest is { Source: not VersionSource.Default }
            ? Judge(newest.Label, services.Deployment.Resume(newest))
            : Judge("default", await services.Deployment.DeployAsync(GatewayNode.LocalId, DefaultDocument.For(environment), VersionSource.Default, cancellationToken));
    }

    private static Outcome<string> ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, $"the policy file {path} cannot be read; check the path given with --policy-config");
        }
    }

    private static Outcome<Deployment> Judge(string file, Deployment deployment) => deployment.Version is not null
        ? deployment
        : new Refusal(RefusalKind.Invalid, string.Join(Environment.NewLine, deployment.Check.Errors.Select(d => DiagnosticText.Of(file, d))));
}
