using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Accounting;

/// <summary>What a call has cost.</summary>
/// <param name="CostUsd">In US dollars.</param>
/// <param name="OverrunUsd">What was spent above the hold.</param>
/// <param name="Line">The journal line that settles the hold, if there was one.</param>
/// <param name="Holds">The holds that the line settles.</param>
internal sealed record Settlement(decimal CostUsd, decimal OverrunUsd, JournalEntry? Line, IReadOnlyList<string> Holds)
{
    public static Settlement Nothing { get; } = new(0, 0, null, []);

    /// <summary>This and what another attempt of the call has cost.</summary>
    public Settlement And(Settlement other) => new(CostUsd + other.CostUsd, OverrunUsd + other.OverrunUsd, Joined(Line, other.Line), Holds.Count == 0 ? other.Holds : [.. Holds, .. other.Holds]);

    // Lines of one append are in the journal together, or not at all.
    private static JournalEntry? Joined(JournalEntry? first, JournalEntry? second) =>
        first is not { } one ? second
        : second is not { } other ? first
        : new JournalEntry((byte[])[.. one.Json.Span, (byte)'\n', .. other.Json.Span], false);
}
