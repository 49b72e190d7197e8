using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Testing.Processes;
using Npgsql;

namespace Keeptrusts.Testing.Databases;

/// <summary>
/// A real PostgreSQL server on a free loopback port, in a temporary folder. It refuses to run as root, so root starts it as the user
/// <c>postgres</c>. Each database that a test asks for is its own. Disposing stops the server and deletes the folder.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgreSqlServer>> OfThisProcess = new(() => StartAsync());
    private static int _databases;

    private readonly string _folder;
    private Process? _process;
    private ProcessGuard? _guard;
    private ProcessOutput? _output;

    private PostgreSqlServer(string folder, int port) => (_folder, Port) = (folder, port);

    /// <summary>Why there is no server on this machine; <see langword="null"/> where there is.</summary>
    public static string? Missing { get; } = PostgreSqlTools.Missing();

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The server that the tests of this process share; <see cref="SharedPostgreSql"/> ends it. Tests that stop it start their own.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => OfThisProcess.Value;

    /// <summary>Ends the server that the tests shared, if any of them started it.</summary>
    internal static async ValueTask EndSharedAsync()
    {
        if (OfThisProcess.IsValueCreated)
        {
            await (await OfThisProcess.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts a server of one's own.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(PostgreSqlTools.MakeFolder(), FreePorts.Take(1)[0]);
        await PostgreSqlTools.InitialiseAsync(server._folder).ConfigureAwait(false);
        await server.ResumeAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync().ConfigureAwait(false);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // A number of this process.
        command.CommandText = $"CREATE DATABASE {name}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        return ConnectionString(name);
    }

    /// <summary>Stops the server at once, as when its machine is taken away; the data stay.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        Signal("QUIT");
        await process.WaitForExitAsync().WaitAsync(StartLimit).ConfigureAwait(false);
        _guard?.Dispose();
    }

    /// <summary>Starts a stopped server again, on the same port with the same data.</summary>
    public async Task ResumeAsync()
    {
        _process = PostgreSqlTools.Start(_folder, Port);
        _guard = new ProcessGuard(_process);
        _output = new ProcessOutput(_process);
        var since = Stopwatch.GetTimestamp();
        while (!await AnswersAsync().ConfigureAwait(false))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(since) > StartLimit)
            {
                throw new InvalidOperationException($"PostgreSQL did not start:\n{_output.Text}");
            }

            await Task.Delay(50).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        PostgreSqlTools.Delete(_folder);
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={PostgreSqlTools.User};Database={database};Timeout=5;Include Error Detail=true");

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
            await connection.OpenAsync().ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
