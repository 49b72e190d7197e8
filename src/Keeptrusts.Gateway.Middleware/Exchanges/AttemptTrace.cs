namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>One attempt at a provider, as a <see cref="CallEvent"/> tells it.</summary>
public sealed record AttemptTrace
{
    /// <summary>Id of the target.</summary>
    public required string Target { get; init; }

    /// <summary>The model that it was sent.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// <c>answered</c>, or why not: <c>rate_limit</c>, <c>server_error</c>, <c>timeout</c>; <c>refused</c> by the provider for another reason; <c>ended</c>
    /// by the gateway or the caller.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>The provider's status; <see langword="null"/> where it sent none.</summary>
    public int? Status { get; init; }

    /// <summary>How long the attempt took, in milliseconds.</summary>
    public double Ms { get; init; }

    /// <summary>What was settled for it, in US dollars.</summary>
    public decimal CostUsd { get; init; }
}
