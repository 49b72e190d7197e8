using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// Deploys the policy file again when it changes on disk. A file that does not load keeps the old plan, and says so.
/// It looks once a second instead of asking the system, because mounted volumes and editors that replace files raise no reliable notice.
/// </summary>
internal sealed class PolicyFileWatcher(
    string path, string configuration, ConfigurationService service, ILiveConfigurations live, IConfigurationHealth health, TimeProvider time, Action<string> report)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private string? _seen;

    /// <summary>The text that is in force already.</summary>
    public void Begin(string text) => _seen = text;

    /// <summary>Watches until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var failed = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                await LookAsync(cancellationToken);
                failed = false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The host stops.
            }
            catch (Exception exception)
            {
                // Whatever is wrong with the database: the next look tries again, and one line says so.
                if (!failed)
                {
                    report($"policy: {path} changed and could not be stored ({exception.GetType().Name}); trying again");
                }

                failed = true;
            }
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Between an editor's delete and its rename there is no file; the next look finds it.
            return;
        }

        if (text == _seen)
        {
            return;
        }

        var deployment = await service.DeployAsync(configuration, text, VersionSource.Import, withDerived: true, cancellationToken);
        _seen = text;
        foreach (var problem in deployment.Check.Errors)
        {
            report(DiagnosticText.Of(path, problem));
        }

        if (deployment.Version is { } version)
        {
            health.Accepted(configuration);
            report($"policy: {path} changed; {version.Label} is in force");
            return;
        }

        report($"policy: {path} changed and does not load; the version before stays in force");
        await health.RejectedAsync(configuration, live.Deployed.GetValueOrDefault(configuration)?.Label ?? configuration, deployment.Check.Errors.First().Code);
    }
}
