using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Testing.Databases;

/// <summary>Finds the programs of PostgreSQL and runs them as a user that they accept.</summary>
internal static class PostgreSqlTools
{
    public const string User = "keeptrusts";
    private const string SystemUser = "postgres";

    private static bool IsRoot => Environment.UserName == "root";

    public static string? Missing() =>
        OperatingSystem.IsWindows() ? "tests with PostgreSQL run on Linux and macOS"
        : Find("postgres") is null || Find("initdb") is null ? "PostgreSQL is not installed (./test.sh installs it)"
        : IsRoot && Find("setpriv") is null ? "root needs `setpriv` (util-linux) to start PostgreSQL as another user"
        : null;

    public static string MakeFolder()
    {
        var folder = Directory.CreateTempSubdirectory("keeptrusts-postgres-").FullName;
        if (IsRoot)
        {
            Process.Start("chown", [SystemUser, folder]).WaitForExit();
        }

        return folder;
    }

    public static async Task InitialiseAsync(string folder)
    {
        var command = As("initdb", "-D", Data(folder), "-U", User, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync");
        var result = await Commands.RunAsync(command[0], command[1..], folder).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"initdb failed:\n{result.Output}\n{result.Error}");
        }
    }

    /// <summary>The process is the server itself, so that whoever ends it ends the server.</summary>
    public static Process Start(string folder, int port)
    {
        var command = As(
            "postgres", "-D", Data(folder), "-p", port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "fsync=off");
        return Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Data(string folder) => Path.Combine(folder, "data");

    private static string[] As(string program, params string[] arguments) => IsRoot
        ? [Find("setpriv")!, "--reuid", SystemUser, "--regid", SystemUser, "--clear-groups", Find(program)!, .. arguments]
        : [Find(program)!, .. arguments];

    // Debian keeps the server's programs off the path, one folder a version.
    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Installed())
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static IEnumerable<string> Installed() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
        : [];
}
