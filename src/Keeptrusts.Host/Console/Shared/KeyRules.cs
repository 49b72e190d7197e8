using System.Globalization;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>Which keys a member of a team may take from a template, in words.</summary>
internal static class KeyRules
{
    public static string Sentence(SelfServiceRule? rule) => rule is not { PreApproved: true }
        ? string.Join("; ", ["each needs an approval", .. Limits(rule)])
        : string.Join("; ", ["taken at once", .. Limits(rule)]);

    /// <summary>The limits, one by one.</summary>
    public static IEnumerable<string> Limits(SelfServiceRule? rule)
    {
        if (rule?.MaxTtl is { } life)
        {
            yield return $"for {Words(life)} at most";
        }

        if (rule?.KeyBudget is { } budget)
        {
            yield return $"{Figures.Usd(budget.Usd)} {(budget.Window == BudgetWindow.Total ? "in all" : "a " + budget.Window.ToString().ToLowerInvariant())}";
        }

        if (rule?.MaxKeysPerUser is { } most)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{most} a person");
        }

        if (rule is { Models.Count: > 0 })
        {
            yield return $"models {string.Join(", ", rule.Models)}";
        }

        if (rule?.Rotation is { } age)
        {
            yield return $"renewed every {Words(age)}";
        }
    }

    private static string Words(TimeSpan span)
    {
        var (count, unit) = span.Ticks % TimeSpan.TicksPerDay == 0 ? (span.TotalDays, "day") : span.Ticks % TimeSpan.TicksPerHour == 0 ? (span.TotalHours, "hour") : (span.TotalMinutes, "minute");
        return string.Create(CultureInfo.InvariantCulture, $"{count:0} {unit}{(count == 1 ? "" : "s")}");
    }
}
