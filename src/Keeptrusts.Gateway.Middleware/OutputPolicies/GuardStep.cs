namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>What follows from a chunk.</summary>
internal enum GuardStep
{
    /// <summary>Go on.</summary>
    Next,

    /// <summary>The answer is whole; its last bytes wait in <see cref="IStreamGuard.Terminal"/>.</summary>
    Finished,

    /// <summary>A policy ends the answer here; what may be shown has been written.</summary>
    Blocked,

    /// <summary>The provider reports an error inside its stream.</summary>
    ProviderError,

    /// <summary>The chunk is none of the surface's.</summary>
    Invalid,
}
