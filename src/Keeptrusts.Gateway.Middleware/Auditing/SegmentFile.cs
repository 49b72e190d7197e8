using Microsoft.Win32.SafeHandles;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The segment that is written to: whole appends, or none.</summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly IJournalDisk _disk;
    private readonly bool _sync;
    private readonly SafeFileHandle _file;
    private long _length;
    private bool _torn;

    /// <summary>Opens a segment and cuts off what is beyond a length.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="path">Full path of the file.</param>
    /// <param name="length">Bytes of it that count.</param>
    /// <param name="sync">Whether it must survive a loss of power, its name included.</param>
    public SegmentFile(IJournalDisk disk, string path, long length, bool sync)
    {
        (_disk, _sync, _length) = (disk, sync, length);
        _file = disk.Open(path);
        try
        {
            _disk.SetLength(_file, length);
            if (sync)
            {
                var folder = Path.GetDirectoryName(path)!;
                _disk.Sync(_file);
                _disk.SyncFolder(folder);
                _disk.SyncFolder(Path.GetDirectoryName(folder) ?? folder);
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Makes bytes durable at the end.</summary>
    /// <exception cref="IOException">They could not be written; nothing of them counts.</exception>
    public void Append(ReadOnlyMemory<byte> bytes)
    {
        if (_torn)
        {
            _disk.SetLength(_file, _length);
            _torn = false;
        }

        try
        {
            _disk.Write(_file, bytes, _length);
            if (_sync)
            {
                _disk.Sync(_file);
            }
        }
        catch
        {
            // What was written of it must not follow on later lines, or come back after a restart.
            _torn = !TryShorten();
            throw;
        }

        _length += bytes.Length;
    }

    public void Dispose() => _file.Dispose();

    private bool TryShorten()
    {
        try
        {
            _disk.SetLength(_file, _length);
            if (_sync)
            {
                _disk.Sync(_file);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            return false;
        }
    }
}
