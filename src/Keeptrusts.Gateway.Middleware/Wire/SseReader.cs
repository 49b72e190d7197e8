using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Cuts a byte stream into server-sent events (WHATWG HTML, 9.2): LF, CRLF and CR line ends, comments, several data lines, a leading
/// byte-order mark, events split anywhere. Only <c>data</c> matters here.
/// </summary>
internal sealed class SseReader : IDisposable
{
    private readonly int _maxEventBytes;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private byte[] _data = ArrayPool<byte>.Shared.Rent(4 * 1024);
    private int _start;
    private int _end;
    private int _scanned;
    private int _dataLength;
    private bool _hasData;
    private bool _begun;
    private bool _skipLineFeed;

    public SseReader(int maxEventBytes) => _maxEventBytes = maxEventBytes;

    /// <summary>Whether an event has begun and not ended: a stream that ends here was cut.</summary>
    public bool Incomplete => (_hasData || _end > _start) && !SaysDone;

    /// <summary>Whether the event that has begun is the last one, of which some servers forget the end.</summary>
    private bool SaysDone
    {
        get
        {
            var line = _buffer.AsSpan(_start.._end).Trim("\r\n"u8);
            return _hasData ? line.IsEmpty && IsDone(_data.AsSpan(0, _dataLength)) : line.StartsWith("data:"u8) && IsDone(line[5..]);
        }
    }

    /// <summary>Whether an event grew beyond the limit.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>Room for the next bytes; tell how many came with <see cref="Advance"/>.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
        {
            _start = _end = _scanned = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start.._end).CopyTo(_buffer);
                (_start, _end, _scanned) = (0, _end - _start, _scanned - _start);
            }
            else
            {
                Grow(ref _buffer, _end);
                TooLarge |= _end > _maxEventBytes;
            }
        }

        return _buffer.AsMemory(_end);
    }

    public void Advance(int count) => _end += count;

    /// <summary>Takes the next whole event out of what has come.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="data">Its data, valid until the next call.</param>
    /// <returns>False when more bytes are needed.</returns>
    public bool TryRead(out SseEventKind kind, out ReadOnlySpan<byte> data)
    {
        kind = SseEventKind.Nothing;
        data = default;
        if (!_begun && !SkipByteOrderMark())
        {
            return false;
        }

        while (TryReadLine(out var line))
        {
            if (!line.IsEmpty)
            {
                TakeField(line);
                continue;
            }

            if (_dataLength == 0)
            {
                _hasData = false; // Empty data, which some servers send to keep a connection alive.
                continue;
            }

            data = _data.AsSpan(0, _dataLength);
            kind = IsDone(data) ? SseEventKind.Done : SseEventKind.Data;
            _hasData = false;
            _dataLength = 0;
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        _buffer.AsSpan(0, Math.Max(_end, 0)).Clear();
        ArrayPool<byte>.Shared.Return(_buffer);
        ArrayPool<byte>.Shared.Return(_data, clearArray: true);
        _buffer = _data = [];
    }

    private static bool IsDone(ReadOnlySpan<byte> data) => data.Trim((byte)' ').SequenceEqual("[DONE]"u8);

    private static void Grow(ref byte[] array, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(array.Length * 2);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array, clearArray: true);
        array = larger;
    }

    private bool SkipByteOrderMark()
    {
        var head = _buffer.AsSpan(_start.._end);
        if (head.IsEmpty || (head.Length < 3 && "\ufeff"u8.StartsWith(head)))
        {
            return false;
        }

        if (head.StartsWith("\ufeff"u8))
        {
            _start += 3;
            _scanned = _start;
        }

        _begun = true;
        return true;
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        if (_skipLineFeed && _start < _end)
        {
            // The second half of a CRLF whose first half has ended a line already: waiting for it would hold the event back.
            _skipLineFeed = false;
            _start += _buffer[_start] == '\n' ? 1 : 0;
            _scanned = Math.Max(_scanned, _start);
        }

        var found = _buffer.AsSpan(_scanned.._end).IndexOfAny((byte)'\n', (byte)'\r');
        if (found < 0)
        {
            _scanned = _end;
            line = default;
            return false;
        }

        var stop = _scanned + found;
        _skipLineFeed = _buffer[stop] == '\r';
        line = _buffer.AsSpan(_start..stop);
        _start = _scanned = stop + 1;
        return true;
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
        {
            return;
        }

        var value = line.Length > 5 ? line[5..] : default;
        if (!value.IsEmpty && value[0] == ' ')
        {
            value = value[1..];
        }

        while (_dataLength + value.Length + 1 > _data.Length)
        {
            Grow(ref _data, _dataLength);
        }

        if (_hasData)
        {
            _data[_dataLength++] = (byte)'\n';
        }

        value.CopyTo(_data.AsSpan(_dataLength));
        _dataLength += value.Length;
        _hasData = true;
        TooLarge |= _dataLength > _maxEventBytes;
    }
}
