namespace Keeptrusts.Policy.Plans;

/// <summary>After which failures a further attempt is made (<c>providers.fallback.triggers</c>).</summary>
[Flags]
public enum FallbackTriggers
{
    /// <summary>After none.</summary>
    None = 0,

    /// <summary>The provider says that it is asked too often: status 429.</summary>
    RateLimit = 1,

    /// <summary>The provider cannot be reached, answers with a status of 500 or above, or with what is no answer.</summary>
    ServerError = 2,

    /// <summary>The provider does not answer in time.</summary>
    Timeout = 4,
}
