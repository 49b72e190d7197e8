namespace Keeptrusts.Host.Records;

/// <summary>Limits of a gateway that were asked for, checked; what is absent is the gateway's own default.</summary>
internal sealed record GatewayLimits
{
    /// <summary>Largest request body, in bytes.</summary>
    public int? MaxRequestBytes { get; init; }

    /// <summary>Largest response body that is not streamed, in bytes.</summary>
    public int? MaxResponseBytes { get; init; }

    /// <summary>Seconds of silence after which a stream gets a comment; 0 = never.</summary>
    public int? KeepAliveSeconds { get; init; }

    /// <summary>Calls in flight above which new ones are refused.</summary>
    public int? MaxConcurrentCalls { get; init; }
}
