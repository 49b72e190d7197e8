using System.Diagnostics;
using System.Globalization;

namespace Keeptrusts.Testing.Processes;

/// <summary>
/// The built host as its users run it: <c>kt up</c> in a process of its own, on free loopback ports, with a data folder of its own.
/// Disposing stops the process, kills it if it does not stop, and deletes the folder that it made.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly ProcessOutput _output;
    private readonly GatewayProcessOptions _options;
    private readonly bool _ownsFolder;

    private GatewayProcess(GatewayProcessOptions options, string folder, (int Gateway, int Control) ports)
    {
        _options = options;
        _ownsFolder = options.Folder is null;
        Folder = folder;
        Ports = ports;
        _process = Start();
        _guard = new ProcessGuard(_process);
        _output = new ProcessOutput(_process);
    }

    /// <summary>The folder that the host runs in; its data are in <c>.keeptrusts</c> there.</summary>
    public string Folder { get; }

    /// <summary>The ports of the data plane and the control plane.</summary>
    public (int Gateway, int Control) Ports { get; }

    /// <summary>The data plane, without <c>/v1</c>.</summary>
    public Uri Url => new($"http://127.0.0.1:{Ports.Gateway}");

    /// <summary>The base URL that an OpenAI SDK is given.</summary>
    public Uri BaseUrl => new(Url, "/v1");

    /// <summary>The control plane.</summary>
    public Uri ControlUrl => new($"http://127.0.0.1:{Ports.Control}");

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(Folder, ".keeptrusts");

    /// <summary>Everything the host printed so far, on both outputs.</summary>
    public string Log => _output.Text;

    /// <summary>From the start of the process to its <c>ready:</c> line.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>The process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts the host and waits until it says that both planes answer.</summary>
    public static async Task<GatewayProcess> StartAsync(GatewayProcessOptions? options = null)
    {
        var gateway = Launch(options);
        try
        {
            await gateway.WaitUntilReadyAsync().ConfigureAwait(false);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts the host where it is expected to fail, and returns what it said.</summary>
    public static async Task<CommandResult> StartExpectingExitAsync(GatewayProcessOptions options)
    {
        await using var gateway = Launch(options);
        await gateway._process.WaitForExitAsync().WaitAsync(StartLimit).ConfigureAwait(false);
        return new CommandResult(gateway._process.ExitCode, gateway.Log, "");
    }

    /// <summary>Runs <c>kt</c> beside the host, as a user in the same folder would.</summary>
    public Task<CommandResult> KtAsync(params string[] arguments) => KtWithInputAsync(null, arguments);

    /// <summary>Runs <c>kt</c> with a text on standard input.</summary>
    public Task<CommandResult> KtWithInputAsync(string? input, params string[] arguments) => Commands.RunAsync(
        "dotnet",
        [_options.Host ?? RepositoryPaths.HostAssembly, .. arguments],
        Folder,
        new Dictionary<string, string?>(CleanEnvironment())
        {
            ["KEEPTRUSTS_DATA"] = Data,
            ["KEEPTRUSTS_API_URL"] = ControlUrl.ToString().TrimEnd('/'),
        },
        input);

    /// <summary>Makes a gateway key and returns it.</summary>
    public async Task<GatewayKey> CreateKeyAsync(string name = "test", string team = "default", params string[] arguments)
    {
        var made = await KtAsync(["tokens", "create", "--type", "gateway", "--name", name, "--team-id", team, "--expires-in", "7d", "--json", .. arguments]).ConfigureAwait(false);
        return GatewayKey.Parse(made.MustSucceed());
    }

    /// <summary>Ends the host as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Asks the host to stop (SIGINT, as Ctrl-C does) and waits.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(TimeSpan? limit = null)
    {
        RequestStop();
        await _process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromSeconds(30)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Asks the host to stop and does not wait.</summary>
    public void RequestStop()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>A stopped host's twin: same folder, same ports, same settings.</summary>
    /// <param name="command">Another command than before.</param>
    public Task<GatewayProcess> RestartAsync(IReadOnlyList<string>? command = null) =>
        StartAsync(_options with { Folder = Folder, Ports = Ports, Command = command ?? _options.Command });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }

        _guard.Dispose();
        _process.Dispose();
        if (_ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private static GatewayProcess Launch(GatewayProcessOptions? options)
    {
        options ??= new GatewayProcessOptions();
        var folder = options.Folder ?? Directory.CreateTempSubdirectory("keeptrusts-test-").FullName;
        var ports = options.Ports ?? (FreePorts.Take(2) is var free ? (free[0], free[1]) : default);
        return new GatewayProcess(options, folder, ports);
    }

    /// <summary>Keys and settings of whoever runs the tests must not change what is tested.</summary>
    private static Dictionary<string, string?> CleanEnvironment() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(n => n.StartsWith("KEEPTRUSTS_", StringComparison.Ordinal) || n.StartsWith("OPENAI_", StringComparison.Ordinal)
            || n.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || n.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(n => n, _ => (string?)null);

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Folder,
        };
        string[] arguments =
        [
            _options.Host ?? RepositoryPaths.HostAssembly,
            .. _options.Command ?? ["up", "--control", $"127.0.0.1:{Ports.Control}"],
            "--listen", $"127.0.0.1:{Ports.Gateway}",
            "--data", Data,
            .. _options.Arguments,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        if (_options.Policy is { } policy)
        {
            var file = Path.Combine(Folder, "policy-config.yaml");
            File.WriteAllText(file, policy);
            start.ArgumentList.Add("--policy-config");
            start.ArgumentList.Add(file);
        }

        foreach (var (name, value) in CleanEnvironment().Concat(_options.Environment))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task WaitUntilReadyAsync()
    {
        var since = Stopwatch.GetTimestamp();
        var ready = _output.WaitForLineAsync(l => l.StartsWith("ready:", StringComparison.Ordinal));
        var exited = _process.WaitForExitAsync();
        var first = await Task.WhenAny(ready, exited, Task.Delay(StartLimit)).ConfigureAwait(false);
        StartTime = Stopwatch.GetElapsedTime(since);
        if (first != ready)
        {
            var what = first == exited ? $"ended with exit code {_process.ExitCode}" : $"was not ready within {StartLimit.TotalSeconds:0} s";
            throw new InvalidOperationException($"The host {what}. It printed:\n{Log}");
        }
    }
}
