using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>
/// What a node served by last, in its data folder, so that it can start while its control plane is away. Readable by its owner only; without secrets, and of
/// keys the hashes. A seal made with the node's token tells whether somebody else wrote or changed it.
/// </summary>
internal sealed class SnapshotFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly string _heardPath;
    private readonly byte[] _key;

    /// <param name="folder">The data folder.</param>
    /// <param name="token">The node's token.</param>
    public SnapshotFile(string folder, string token)
    {
        (_path, _heardPath) = (Path.Combine(folder, "snapshot.json"), Path.Combine(folder, "snapshot-heard"));
        _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "keeptrusts node snapshot"u8);
    }

    public void Write(NodeSnapshot snapshot) =>
        WriteSealed(_path, JsonSerializer.SerializeToUtf8Bytes(snapshot with { Secrets = null }, LinkJson.Default.NodeSnapshot));

    /// <summary>Notes that the control plane was heard of, so that a start without it knows how old this is.</summary>
    public void Heard(DateTimeOffset at) => WriteSealed(_heardPath, Encoding.UTF8.GetBytes(at.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What was written last, and when the control plane was heard of.</summary>
    /// <returns><see langword="null"/> where there is none that can be trusted.</returns>
    public (NodeSnapshot Snapshot, DateTimeOffset HeardAt)? Read()
    {
        try
        {
            if (ReadSealed(_path) is not { } json || ReadSealed(_heardPath) is not { } heard || JsonSerializer.Deserialize(json, LinkJson.Default.NodeSnapshot) is not { } snapshot)
            {
                return null;
            }

            var ticks = long.Parse(Encoding.UTF8.GetString(heard), System.Globalization.CultureInfo.InvariantCulture);
            return (snapshot, new DateTimeOffset(ticks, TimeSpan.Zero));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }

    private void WriteSealed(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        // Written beside and put in its place whole: a crash leaves the one before.
        var fresh = path + ".new";
        using (var file = new FileStream(fresh, options))
        {
            file.Write(HMACSHA256.HashData(_key, content));
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private byte[]? ReadSealed(string path)
    {
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: > HMACSHA256.HashSizeInBytes } bytes)
        {
            return null;
        }

        var content = bytes[HMACSHA256.HashSizeInBytes..];
        return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_key, content), bytes.AsSpan(0, HMACSHA256.HashSizeInBytes)) ? content : null;
    }
}
