namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>What an attempt at a provider is billed by.</summary>
internal enum Billing
{
    /// <summary>Nothing was sent, or the provider refused: nothing is owed.</summary>
    Nothing,

    /// <summary>The call was sent and its usage is not known: the whole bound counts as spent.</summary>
    Bound,

    /// <summary>The usage is known.</summary>
    Usage,
}

/// <summary>The facts of the attempt at a provider, for accounting.</summary>
internal sealed class Attempt
{
    /// <summary>Time stamp of its beginning; 0 before.</summary>
    public long Begun { get; set; }

    /// <summary>Time stamp of the moment from which the provider had nothing more to do with it; 0 before.</summary>
    public long Ended { get; private set; }

    /// <summary>Its span; <see langword="null"/> where nobody listens.</summary>
    public System.Diagnostics.Activity? Span { get; set; }

    public Billing Billing { get; set; } = Billing.Nothing;

    /// <summary>Whether an event of the answer was heard: from then on no other attempt can take this one's place.</summary>
    public bool Heard { get; set; }

    /// <summary>The provider has had its say. What follows, such as a human who decides on the answer, is not its time.</summary>
    public void End(TimeProvider time)
    {
        if (Ended == 0)
        {
            Ended = time.GetTimestamp();
            Span?.SetEndTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        }
    }

    /// <summary>Tokens: the provider's own count, or the gateway's where <see cref="UsageTrace.Estimated"/>.</summary>
    public UsageTrace? Usage { get; set; }
}
