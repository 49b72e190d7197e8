namespace Keeptrusts.Host.Records;

/// <summary>Why something was not done; each maps to one HTTP status and one exit code.</summary>
internal enum RefusalKind
{
    /// <summary>What was given makes no sense (422, exit 1).</summary>
    Invalid,

    /// <summary>What was given cannot be read (400, exit 1).</summary>
    Malformed,

    /// <summary>Nobody is signed in, or not validly (401, exit 2).</summary>
    Unauthenticated,

    /// <summary>The caller may not do it (403, exit 1).</summary>
    Forbidden,

    /// <summary>There is no such thing, or the caller may not know of it (404, exit 1).</summary>
    NotFound,

    /// <summary>It contradicts what is there already (409, exit 1).</summary>
    Conflict,

    /// <summary>It is not any more what the caller saw when deciding (412, exit 1).</summary>
    Stale,

    /// <summary>It could not be asked (503, exit 2).</summary>
    Unavailable,
}

/// <summary>An expected failure, as a value.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Message">What is wrong and what to do, for a person to read.</param>
internal sealed record Refusal(RefusalKind Kind, string Message);
