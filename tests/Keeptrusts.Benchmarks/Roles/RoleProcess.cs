using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Benchmarks.Roles;

/// <summary>This program once more, in a process of its own, in another role.</summary>
internal sealed class RoleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ProcessGuard _guard;

    private RoleProcess(Process process, int port)
    {
        _process = process;
        _guard = new ProcessGuard(process);
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    public static async Task<RoleProcess> StartAsync(string role, params string[] arguments)
    {
        var port = FreePorts.Take(1)[0];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] all = [typeof(RoleProcess).Assembly.Location, "--role", role, port.ToString(CultureInfo.InvariantCulture), .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        var process = Process.Start(start)!;
        var started = new RoleProcess(process, port);
        await new ProcessOutput(process).WaitForLineAsync(l => l.StartsWith("ready:", StringComparison.Ordinal)).WaitAsync(TimeSpan.FromSeconds(30));
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _guard.Dispose();
        _process.Dispose();
    }
}
