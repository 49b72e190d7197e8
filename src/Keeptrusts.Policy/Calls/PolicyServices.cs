namespace Keeptrusts.Policy.Calls;

/// <summary>What policies need from their host.</summary>
public sealed record PolicyServices
{
    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The counters of rate limits.</summary>
    public ICounterStore Counters { get; init; } = new MemoryCounterStore(TimeProvider.System);

    /// <summary>Gives the value of a secret, or <see langword="null"/> where there is none.</summary>
    public Func<SecretReference, string?> Secrets { get; init; } = static secret => secret.Source == "env" ? Environment.GetEnvironmentVariable(secret.Name) : null;

    /// <summary>Reaches moderation services; <see langword="null"/> where none can be reached: such policies then fail, and act by their <c>on_error</c>.</summary>
    public IModerationTransport? Moderation { get; init; }
}
