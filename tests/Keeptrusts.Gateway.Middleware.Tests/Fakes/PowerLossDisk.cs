using Keeptrusts.Gateway.Middleware.Auditing;
using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>
/// A disk that knows at each moment what would be left if the power went: of a file, what was synced and any part of what was not; of a folder, the
/// names that were there when it was synced.
/// </summary>
internal sealed class PowerLossDisk(string folder) : IJournalDisk
{
    private readonly JournalDisk _real = new();
    private readonly Dictionary<SafeFileHandle, string> _names = [];
    private readonly Dictionary<string, (byte[] Synced, byte[] Now)> _files = [];
    private HashSet<string> _durableNames = [];

    /// <summary>Hears of each moment, with what was on the disk then.</summary>
    public Action<IReadOnlyDictionary<string, (byte[] Synced, byte[] Now)>> AtEachMoment { get; set; } = _ => { };

    public SafeFileHandle Open(string path)
    {
        var file = _real.Open(path);
        _names[file] = Path.GetFileName(path);
        _files.TryAdd(_names[file], ([], File.ReadAllBytes(path)));
        return file;
    }

    public void Write(SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset)
    {
        Moment();
        _real.Write(file, bytes, offset);
        Changed(file);
    }

    public void SetLength(SafeFileHandle file, long length)
    {
        Moment();
        _real.SetLength(file, length);
        Changed(file);
    }

    public void Sync(SafeFileHandle file)
    {
        Moment();
        var now = _files[_names[file]].Now;
        _files[_names[file]] = (now, now);
        Moment();
    }

    public void SyncFolder(string path)
    {
        Moment();
        if (Path.GetFullPath(path) == Path.GetFullPath(folder))
        {
            _durableNames = [.. _files.Keys];
        }

        Moment();
    }

    public void Moment() => AtEachMoment(_files.Where(file => _durableNames.Contains(file.Key)).ToDictionary());

    private void Changed(SafeFileHandle file)
    {
        var name = _names[file];
        _files[name] = _files[name] with { Now = File.ReadAllBytes(Path.Combine(folder, name)) };
        Moment();
    }
}
