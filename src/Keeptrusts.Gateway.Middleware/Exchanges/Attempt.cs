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

    /// <summary>Its span; <see langword="null"/> where nobody listens.</summary>
    public System.Diagnostics.Activity? Span { get; set; }

    public Billing Billing { get; set; } = Billing.Nothing;

    /// <summary>Whether an event of the answer was heard: from then on no other attempt can take this one's place.</summary>
    public bool Heard { get; set; }

    /// <summary>Tokens: the provider's own count, or the gateway's where <see cref="UsageTrace.Estimated"/>.</summary>
    public UsageTrace? Usage { get; set; }
}
