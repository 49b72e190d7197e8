namespace Keeptrusts.Host.Runtime;

/// <summary>When a token was used last: written on every call, read now and then.</summary>
internal sealed class LastUse
{
    private long _ticks;
    private long _writtenTicks;

    public DateTimeOffset? At => Volatile.Read(ref _ticks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public void Mark(DateTimeOffset at) => Volatile.Write(ref _ticks, at.UtcTicks);

    /// <summary>The last use, if it has not been taken before.</summary>
    public DateTimeOffset? TakeUnwritten()
    {
        var ticks = Volatile.Read(ref _ticks);
        return ticks > 0 && Interlocked.Exchange(ref _writtenTicks, ticks) != ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }
}
