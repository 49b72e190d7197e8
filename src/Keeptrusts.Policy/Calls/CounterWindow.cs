namespace Keeptrusts.Policy.Calls;

/// <summary>The time that a limit counts in. Windows of a length follow on each other from the Unix epoch.</summary>
/// <param name="From">When it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct CounterWindow(DateTimeOffset From, TimeSpan Length)
{
    /// <summary>When it has passed.</summary>
    public DateTimeOffset Ends => From + Length;

    /// <summary>The window of a length that a moment lies in.</summary>
    public static CounterWindow At(DateTimeOffset moment, TimeSpan length)
    {
        var since = moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return new(new DateTimeOffset(moment.UtcTicks - (since % length.Ticks), TimeSpan.Zero), length);
    }
}
