using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Accounting;

/// <summary>What a call has cost.</summary>
/// <param name="CostUsd">In US dollars.</param>
/// <param name="OverrunUsd">What was spent above the hold.</param>
/// <param name="Line">The journal line that settles the hold, if there was one.</param>
internal sealed record Settlement(decimal CostUsd, decimal OverrunUsd, JournalEntry? Line)
{
    public static Settlement Nothing { get; } = new(0, 0, null);
}
