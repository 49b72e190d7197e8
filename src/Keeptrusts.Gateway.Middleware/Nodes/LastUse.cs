namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>When a token was used: written on every call, read now and then.</summary>
internal sealed class LastUse
{
    private long _firstTicks;
    private long _ticks;
    private long _writtenTicks;

    public DateTimeOffset? At => Time(Volatile.Read(ref _ticks));

    /// <summary>The first use that this process saw.</summary>
    public DateTimeOffset? FirstAt => Time(Volatile.Read(ref _firstTicks));

    public void Mark(DateTimeOffset at)
    {
        var ticks = at.UtcTicks;
        if (Volatile.Read(ref _firstTicks) == 0)
        {
            Interlocked.CompareExchange(ref _firstTicks, ticks, 0);
        }

        Volatile.Write(ref _ticks, ticks);
    }

    /// <summary>The last use, if it has not been taken before.</summary>
    public TokenUse? TakeUnwritten(string id)
    {
        var ticks = Volatile.Read(ref _ticks);
        return ticks > 0 && Interlocked.Exchange(ref _writtenTicks, ticks) != ticks ? new TokenUse(id, FirstAt!.Value, new(ticks, TimeSpan.Zero)) : null;
    }

    private static DateTimeOffset? Time(long ticks) => ticks > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
