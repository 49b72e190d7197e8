using System.Text.Json;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>The data folder, locked for this process and readable by its owner only.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Location, _lock) = (path, held);

    public string Location { get; }

    public string Journal => Path.Combine(Location, "journal");

    /// <summary>Where keys are kept that nobody chose another folder for.</summary>
    public string Keys => Path.Combine(Location, "keys");

    /// <summary>The identity of this node, which its leases and its journal belong to: the folder keeps it over restarts.</summary>
    public string NodeId { get; private init; } = "";

    private string Credentials => Path.Combine(Location, MachineCredentials.FileName);

    public static Outcome<DataFolder> Open(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerOnly);
                File.SetUnixFileMode(path, OwnerOnly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Conflict, $"the data folder {path} cannot be made or changed; give a folder of your own with --data DIR");
        }

        try
        {
            // The system drops this lock with the process, however that ends.
            var held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, held) { NodeId = ReadOrMakeNodeId(path) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.Conflict, $"another `kt up` is using the data folder {path}; stop that one, or give this one another folder with --data DIR");
        }
    }

    private static string ReadOrMakeNodeId(string path)
    {
        var file = Path.Combine(path, "node-id");
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var id = Identifiers.New("node_", TimeProvider.System);
        File.WriteAllText(file, id);
        return id;
    }

    /// <summary>Leaves the way in for the CLI of this machine.</summary>
    public void Write(MachineCredentials credentials)
    {
        File.Delete(Credentials);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        using var file = new FileStream(Credentials, options);
        JsonSerializer.Serialize(file, credentials, ControlJson.Default.MachineCredentials);
    }

    public void Dispose()
    {
        File.Delete(Credentials);
        _lock.Dispose();
    }
}
