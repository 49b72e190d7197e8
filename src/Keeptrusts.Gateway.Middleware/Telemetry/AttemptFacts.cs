using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>What telemetry says of an attempt at a provider: names that documents give, and numbers.</summary>
internal sealed record AttemptFacts
{
    public required Surface Surface { get; init; }

    /// <summary>The target's id.</summary>
    public required string Target { get; init; }

    public required string Provider { get; init; }

    /// <summary>The model that the target is sent; <see langword="null"/> where its name is content.</summary>
    public string? Model { get; init; }

    public Uri? Address { get; init; }

    /// <summary>Which of the call's attempts it is, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>How the attempt before it ended; <see langword="null"/> for the first.</summary>
    public string? RetryCause { get; init; }
}
