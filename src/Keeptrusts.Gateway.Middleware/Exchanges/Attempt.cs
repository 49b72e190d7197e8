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
    public Billing Billing { get; set; } = Billing.Nothing;

    /// <summary>Tokens: the provider's own count, or the gateway's where <see cref="UsageTrace.Estimated"/>.</summary>
    public UsageTrace? Usage { get; set; }
}
