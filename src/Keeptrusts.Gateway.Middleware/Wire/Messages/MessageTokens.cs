namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>
/// What a message has used. What is read from a cache or written to it does not count among its input tokens, but does here. A stream tells what the
/// prompt took at its beginning and the rest at its end, with all numbers so far.
/// </summary>
internal sealed class MessageTokens
{
    private int? _input, _output;
    private int _cacheRead, _cacheWritten;

    public void Take(MessagesEvent read)
    {
        _input = read.InputTokens ?? _input;
        _output = read.OutputTokens ?? _output;
        _cacheRead = read.CacheRead ?? _cacheRead;
        _cacheWritten = read.CacheWritten ?? _cacheWritten;
    }

    /// <summary>The whole; <see langword="null"/> where a part is not known, or is below nothing.</summary>
    public ReplyUsage? Usage => _input is >= 0 and var input && _output is >= 0 and var output && _cacheRead >= 0 && _cacheWritten >= 0
        ? new((int)Math.Min(int.MaxValue, (long)input + _cacheRead + _cacheWritten), output, _cacheRead, 0, _cacheWritten)
        : null;
}
