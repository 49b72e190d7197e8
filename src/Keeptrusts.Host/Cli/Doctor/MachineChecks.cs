using System.Net;
using System.Net.Sockets;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary>Is this machine fit: data folder, disk, ports, the command itself?</summary>
internal static class MachineChecks
{
    private const long LittleRoom = 1L << 30;
    private const long NoRoom = 100L << 20;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IReadOnlyList<Finding> Run(Patient patient) => [.. Data(patient), .. Ports(patient), .. Commands(patient)];

    private static IEnumerable<Finding> Data(Patient patient)
    {
        var folder = patient.DataFolder;
        if (!Directory.Exists(folder))
        {
            yield return Finding.Ok("data folder", $"{folder} is not there yet; the first start makes it");
            yield break;
        }

        if (Exposed(folder, Path.Combine(folder, MachineCredentials.FileName)) is { } open)
        {
            yield return Finding.Fail("data folder", $"{open} can be read by other users of this machine", $"`chmod -R go-rwx {folder}`");
        }
        else if (Unwritable(folder, Path.Combine(folder, "journal")) is { } shut)
        {
            yield return Finding.Fail("data folder", $"{shut} cannot be written, so no call can be recorded and none is served", $"make it yours (`chown -R \"$USER\" {folder}`), or choose another with --data");
        }
        else
        {
            yield return Finding.Ok("data folder", $"{folder} is writable, for you alone");
        }

        var free = new DriveInfo(folder).AvailableFreeSpace;
        yield return free < NoRoom ? Finding.Fail("disk", $"{free >> 20} MiB are free where the journal is", "make room: a gateway that cannot record refuses calls")
            : free < LittleRoom ? Finding.Warn("disk", $"{free >> 20} MiB are free where the journal is", "make room soon: a gateway that cannot record refuses calls")
            : Finding.Ok("disk", $"{free >> 30} GiB are free");
    }

    private static string? Exposed(params string[] paths) =>
        OperatingSystem.IsWindows() ? null : paths.FirstOrDefault(path => !OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0);

    private static string? Unwritable(params string[] folders) => folders.Where(Directory.Exists).FirstOrDefault(folder =>
    {
        try
        {
            using var probe = new FileStream(Path.Combine(folder, $".doctor-{Path.GetRandomFileName()}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    });

    // Where both planes answer, they hold the ports themselves.
    private static IEnumerable<Finding> Ports(Patient patient)
    {
        if (patient.IsControlUp)
        {
            yield break;
        }

        foreach (var (variable, standard, option) in new[] { ("KEEPTRUSTS_LISTEN", HostSettings.DefaultListen, "--listen"), ("KEEPTRUSTS_CONTROL", HostSettings.DefaultControl, "--control") })
        {
            if (!ListenAddress.Parse(patient.Around.Variable(variable) ?? standard, option).Refused(out _, out var address))
            {
                yield return IsFree(address)
                    ? Finding.Ok("ports", $"{address.Address}:{address.Port} is free")
                    : Finding.Fail("ports", $"{address.Address}:{address.Port} is taken by another program", $"stop that one, or choose another with {option} {address.Address}:PORT");
            }
        }
    }

    private static bool IsFree(ListenAddress address)
    {
        try
        {
            using var probe = new TcpListener(new IPEndPoint(address.Address, address.Port));
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IEnumerable<Finding> Commands(Patient patient)
    {
        string[] names = OperatingSystem.IsWindows() ? ["kt.exe", "kt.cmd"] : ["kt"];
        var found = (patient.Around.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .Where(File.Exists)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (found.Count > 1)
        {
            yield return Finding.Warn("command", $"{found.Count} commands named kt are on the PATH: {string.Join(", ", found)}; the first one runs", "remove those that you do not mean");
        }
    }
}
