using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Compilation;

/// <summary>The section <c>self_service</c> → what it allows.</summary>
internal static class SelfServiceCompiler
{
    public static SelfServiceRule? Compile(MapNode root) => root.Map("self_service") is { } section
        ? new SelfServiceRule
        {
            PreApproved = section.Flag("pre_approved") ?? false,
            Models = section.Texts("models"),
            MaxTtl = Duration(section, "max_ttl"),
            KeyBudget = Budget(section),
            MaxKeysPerUser = section.Whole("max_keys_per_user"),
            Rotation = Duration(section, "rotation"),
        }
        : null;

    private static TimeSpan? Duration(MapNode section, string field) =>
        section.Text(field) is { } text && TextForms.TryDuration(text, out var span) ? span : null;

    private static KeyBudget? Budget(MapNode section)
    {
        if (section.Number("key_budget") is { } usd)
        {
            return new KeyBudget(usd, BudgetWindow.Month);
        }

        var budget = section.Map("key_budget");
        return budget?.Number("usd") is { } amount
            ? new KeyBudget(amount, Enum.Parse<BudgetWindow>(budget.Text("window") ?? "month", ignoreCase: true))
            : null;
    }
}
