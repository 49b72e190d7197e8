using System.Globalization;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Which keys a member of a team may take from a template without asking.</summary>
internal sealed record SelfServiceView(bool PreApproved, IReadOnlyList<string> Models, string? MaxTtl, KeyBudgetView? KeyBudget, int? MaxKeysPerUser, string? Rotation)
{
    public static SelfServiceView Of(SelfServiceRule rule) => new(
        rule.PreApproved,
        rule.Models,
        Span(rule.MaxTtl),
        rule.KeyBudget is { } budget ? new(budget.Usd, budget.Window.ToString().ToLowerInvariant()) : null,
        rule.MaxKeysPerUser,
        Span(rule.Rotation));

    // As documents write it: 7d, 12h, 30m.
    private static string? Span(TimeSpan? span) => span is not { } value ? null
        : value.Ticks % TimeSpan.TicksPerDay == 0 ? Whole(value.TotalDays, 'd')
        : value.Ticks % TimeSpan.TicksPerHour == 0 ? Whole(value.TotalHours, 'h')
        : Whole(value.TotalMinutes, 'm');

    private static string Whole(double count, char unit) => count.ToString("0", CultureInfo.InvariantCulture) + unit;
}
