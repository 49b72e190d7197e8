namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Reads whole lines of a segment that may still grow.</summary>
internal sealed class JournalLineReader : IDisposable
{
    private readonly FileStream _file;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public JournalLineReader(string path, long offset)
    {
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _file.Position = offset;
        Position = offset;
    }

    /// <summary>Byte offset after the last line that was read.</summary>
    public long Position { get; private set; }

    /// <summary>Reads a line without its end, valid until the next call.</summary>
    /// <returns>False when no whole line is there (yet).</returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var scanned = _start;
        while (true)
        {
            var found = _buffer.AsSpan(scanned.._end).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var stop = scanned + found;
                line = _buffer.AsSpan(_start..stop);
                Position += stop + 1 - _start;
                _start = stop + 1;
                return true;
            }

            scanned = _end;
            if (!Fill(ref scanned))
            {
                line = default;
                return false;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Fill(ref int scanned)
    {
        if (_end == _buffer.Length)
        {
            if (_start == 0)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            else
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                scanned -= _start;
                (_start, _end) = (0, _end - _start);
            }
        }

        var read = _file.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
