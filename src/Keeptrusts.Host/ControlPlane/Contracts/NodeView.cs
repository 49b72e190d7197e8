namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A process that serves as a gateway, as the API shows it.</summary>
/// <param name="Id">The identity that its data folder keeps.</param>
/// <param name="Gateway">The gateway that it serves as.</param>
/// <param name="Status"><c>serving</c>, or <c>silent</c>: not heard of for more than 10 seconds.</param>
/// <param name="Address">Where it listens, as far as it says.</param>
/// <param name="Version">Its program's version.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="LastSeenAt">When it was heard of last.</param>
/// <param name="Targets">The targets of the configurations in force, and how its calls found them.</param>
internal sealed record NodeView(
    string Id, string Gateway, string Status, string? Address, string? Version, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, IReadOnlyList<TargetView> Targets);

/// <summary>A target, as one node found it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Its provider; <see langword="null"/> where no configuration in force names it any more.</param>
/// <param name="State">Of its breaker: <c>closed</c> (calls go there), <c>open</c> (left alone, since it kept failing), <c>half_open</c> (being tried).</param>
/// <param name="Since">Since when it has been failing, or when it answered again; <see langword="null"/>: its breaker never opened.</param>
/// <param name="LastFailure">The last failure: <c>rate_limit</c>, <c>server_error</c> or <c>timeout</c>.</param>
/// <param name="LastFailureAt">When that was.</param>
/// <param name="NextTryAt">When an open breaker lets the next call pass.</param>
internal sealed record TargetView(
    string Id, string? Provider, string State, DateTimeOffset? Since, string? LastFailure, DateTimeOffset? LastFailureAt, DateTimeOffset? NextTryAt);
