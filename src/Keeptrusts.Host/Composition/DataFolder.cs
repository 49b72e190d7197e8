using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Composition;

/// <summary>The data folder, locked for this process and readable by its owner only.</summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly NodeFolder _folder;

    private DataFolder(NodeFolder folder) => _folder = folder;

    public string Location => _folder.Location;

    public string Journal => _folder.Journal;

    /// <summary>Where keys are kept that nobody chose another folder for.</summary>
    public string Keys => Path.Combine(Location, "keys");

    /// <summary>The identity of this node, which its leases and its journal belong to: the folder keeps it over restarts.</summary>
    public string NodeId => _folder.NodeId;

    private string Credentials => Path.Combine(Location, MachineCredentials.FileName);

    public static Outcome<DataFolder> Open(string path) => NodeFolder.Open(path, out var problem) is { } folder
        ? new DataFolder(folder)
        : new Refusal(RefusalKind.Conflict, problem == NodeFolderProblem.InUse
            ? $"another `kt up` is using the data folder {path}; stop that one, or give this one another folder with --data DIR"
            : $"the data folder {path} cannot be made or changed; give a folder of your own with --data DIR");

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
        _folder.Dispose();
    }
}
