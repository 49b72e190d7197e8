using Keeptrusts.Gateway.Middleware.Ports;
using Microsoft.Extensions.Hosting;

namespace Keeptrusts.Gateway.Middleware.Files;

/// <summary>
/// Reads policies and keys again when their files change. Looks once a second instead of asking the system, because mounted volumes and editors that replace
/// files raise no reliable notice.
/// </summary>
/// <param name="policies">Where policies come from; watched where that is a file.</param>
/// <param name="keys">Where keys come from; the same.</param>
/// <param name="time">The clock.</param>
internal sealed class FileWatch(IPolicySource policies, IKeyStore keys, TimeProvider time) : BackgroundService
{
    // Between an editor's delete and its rename there is no file; only what the next look does not find either is gone.
    private const int LooksUntilGone = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly Dictionary<IWatchedFile, int> _missed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<IWatchedFile> files = [.. new object[] { policies, keys }.OfType<IWatchedFile>()];
        if (files.Count == 0)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        using var stopping = stoppingToken.UnsafeRegister(static timer => ((PeriodicTimer)timer!).Dispose(), timer); // Ends the wait without an exception, which the host would report.
        while (await timer.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
        {
            foreach (var file in files)
            {
                await LookAsync(file, stoppingToken).ConfigureAwait(false);
            }
        }
    }

    private async Task LookAsync(IWatchedFile file, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file.Path, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if ((_missed[file] = _missed.GetValueOrDefault(file) + 1) == LooksUntilGone)
            {
                await file.GoneAsync().ConfigureAwait(false);
            }

            return;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _missed[file] = 0;
        await file.ChangedAsync(text).ConfigureAwait(false);
    }
}
