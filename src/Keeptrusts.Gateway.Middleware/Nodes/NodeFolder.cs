using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>The folder of a node, locked for this process and readable by its owner only. Its identity, which leases and journals belong to, outlives restarts.</summary>
internal sealed class NodeFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream? _lock;

    private NodeFolder(string location, string nodeId, FileStream? held) => (Location, NodeId, _lock) = (location, nodeId, held);

    public string Location { get; }

    public string NodeId { get; }

    public string Journal => Path.Combine(Location, "journal");

    /// <summary>A folder that somebody else has locked for this process.</summary>
    public static NodeFolder Held(string path, string nodeId) => new(path, nodeId, null);

    /// <summary>Makes the folder where there is none, and locks it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="problem">Why that was not possible.</param>
    public static NodeFolder? Open(string path, out NodeFolderProblem problem)
    {
        problem = NodeFolderProblem.None;
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
            problem = NodeFolderProblem.Unusable;
            return null;
        }

        try
        {
            // The system drops this lock with the process, however that ends.
            var held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new NodeFolder(path, ReadOrMakeNodeId(path), held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = NodeFolderProblem.InUse;
            return null;
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static string ReadOrMakeNodeId(string path)
    {
        var file = Path.Combine(path, "node-id");
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var id = Ids.New("node_", TimeProvider.System.GetUtcNow());
        File.WriteAllText(file, id);
        return id;
    }
}

/// <summary>Why a folder cannot be had.</summary>
internal enum NodeFolderProblem
{
    None,

    /// <summary>It cannot be made or changed.</summary>
    Unusable,

    /// <summary>Another process uses it.</summary>
    InUse,
}
