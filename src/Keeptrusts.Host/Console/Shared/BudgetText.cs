using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>Budgets in words.</summary>
internal static class BudgetText
{
    /// <summary>Whose budget it is where it is not a key's own.</summary>
    public static string? Owner(BudgetView budget) => budget.Scope switch
    {
        "org" => "of the organisation",
        "team" => "of the team",
        "user" => "of the owner",
        "user_template" => "of the owner's keys of this template",
        _ => null,
    };

    /// <summary>Each cap with where it stands; none where all say the same, for then there is nothing to tell apart.</summary>
    public static IReadOnlyList<string> Differing(BudgetView budget) =>
        budget.Caps.Select(cap => cap.HardCapUsd).Distinct().Count() > 1 ? Caps(budget) : [];

    /// <summary>Each cap with where it stands, the lowest first; of policies the configuration: <c>$50.00 local-gw.standard-dev</c>.</summary>
    private static IReadOnlyList<string> Caps(BudgetView budget) =>
    [
        .. budget.Caps
            .OrderBy(cap => cap.HardCapUsd ?? decimal.MaxValue).ThenBy(cap => cap.SoftCapUsd)
            .Select(cap => $"{(cap.HardCapUsd is { } hard ? Figures.Usd(hard) : $"{Figures.Usd(cap.SoftCapUsd)} soft")} {cap.Source.Split('/')[0]}"),
    ];
}
