using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>
/// Deploys the policy file again when it changes on disk. A file that does not load, or that is gone, keeps the old plan, and says so.
/// It looks once a second instead of asking the system, because mounted volumes and editors that replace files raise no reliable notice.
/// </summary>
internal sealed class PolicyFileWatcher(
    string path, string configuration, ConfigurationService service, ILiveConfigurations live, IConfigurationHealth health, TimeProvider time, Action<string> report)
{
    // Between an editor's delete and its rename there is no file; only what the next look does not find either is gone.
    private const int LooksUntilGone = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private string? _seen;
    private string? _rejected;
    private int _missed;

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
            if (++_missed == LooksUntilGone)
            {
                report($"policy: {path} cannot be read ({exception.GetType().Name}); the version before stays in force");
                await RejectAsync(ConfigurationRejection.Unreadable);
            }

            return;
        }

        var wasGone = _missed >= LooksUntilGone;
        _missed = 0;
        if (text == _seen)
        {
            await (wasGone ? BackAsync() : Task.CompletedTask);
            return;
        }

        var deployment = await service.DeployAsync(configuration, text, VersionSource.Import, withDerived: true, cancellationToken);
        (_seen, _rejected) = (text, null);
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
        await RejectAsync(_rejected = deployment.Check.Errors.First().Code);
    }

    // The file is there again, with the text that it had.
    private async Task BackAsync()
    {
        report($"policy: {path} can be read again");
        if (_rejected is not null)
        {
            await RejectAsync(_rejected);
            return;
        }

        health.Accepted(configuration);
    }

    private Task RejectAsync(string code) => health.RejectedAsync(configuration, live.Deployed.GetValueOrDefault(configuration)?.Label ?? configuration, code);
}
