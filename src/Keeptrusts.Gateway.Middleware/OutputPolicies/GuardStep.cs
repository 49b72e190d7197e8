namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>What follows from a chunk.</summary>
internal enum GuardStep
{
    /// <summary>Go on.</summary>
    Next,

    /// <summary>A policy ends the answer here; what may be shown has been written.</summary>
    Blocked,

    /// <summary>The provider reports an error inside its stream.</summary>
    ProviderError,

    /// <summary>The chunk is not an OpenAI chunk.</summary>
    Invalid,
}
