using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>How an attempt at a provider ended.</summary>
/// <param name="Outcome">As the event says it: <c>answered</c>, <c>timeout</c>, …</param>
/// <param name="IsFailure">Whether the provider failed or refused.</param>
/// <param name="Status">The provider's status; <see langword="null"/> where it sent none.</param>
/// <param name="Usage">What is known to be used.</param>
/// <param name="FinishReason">Why the answer ended.</param>
/// <param name="CostUsd">What was settled.</param>
/// <param name="Took">How long it took.</param>
internal sealed record AttemptEnding(string Outcome, bool IsFailure, int? Status, UsageTrace? Usage, string? FinishReason, decimal CostUsd, TimeSpan Took)
{
    /// <summary>The error's type after the conventions: the provider's status, else our word for it; <see langword="null"/> where there is none.</summary>
    public string? ErrorType => !IsFailure ? null : Status >= 400 ? Status.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : Outcome;
}
