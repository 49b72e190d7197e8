namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What calls have found out about a target.</summary>
/// <param name="Target">The target's id.</param>
/// <param name="State">
/// Of its breaker: <c>closed</c> (calls go there), <c>open</c> (left alone, since it kept failing), <c>half_open</c> (the next call, or one under way, decides).
/// </param>
/// <param name="Since">Since when it has been failing, or when it answered again; <see langword="null"/>: its breaker never opened.</param>
/// <param name="LastFailure">The last failure: <c>rate_limit</c>, <c>server_error</c> or <c>timeout</c>.</param>
/// <param name="LastFailureAt">When that was.</param>
/// <param name="NextTryAt">When an open breaker lets the next call pass.</param>
public sealed record TargetStatus(
    string Target, string State, DateTimeOffset? Since = null, string? LastFailure = null, DateTimeOffset? LastFailureAt = null, DateTimeOffset? NextTryAt = null);
