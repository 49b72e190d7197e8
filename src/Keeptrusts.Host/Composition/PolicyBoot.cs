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
        var configuration = services.Configuring.Gateways.List().FirstOrDefault(g => g.Id == GatewayNode.LocalId)?.Configuration ?? GatewayNode.LocalId;
        if (settings.PolicyConfig is { } path)
        {
            return ReadFile(path).Refused(out var unreadable, out var text)
                ? unreadable
                : Judge(path, await services.Configuring.Deployment.DeployAsync(configuration, text, VersionSource.Import, withDerived: false, cancellationToken));
        }

        // 1. The default follows the machine: an account that is there by now becomes its target. Where it is not in force, it only says what it may read.
        var standard = DefaultDocument.For(environment);
        var resumed = await services.Configuring.Deployment.ResumeAsync(configuration, standard, cancellationToken);

        // 2. What was in force goes on; a fresh installation begins with the default.
        return resumed is { } before
            ? Judge(before.Version?.Label ?? configuration, before)
            : Judge("default", await services.Configuring.Deployment.DeployAsync(configuration, standard, VersionSource.Default, withDerived: false, cancellationToken));
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
        : deployment.Check.Errors.Any() ? new Refusal(RefusalKind.Invalid, string.Join(Environment.NewLine, deployment.Check.Errors.Select(d => DiagnosticText.Of(file, d))))
        : new Refusal(RefusalKind.Conflict, "other nodes kept deploying configurations at this moment; start again");
}
