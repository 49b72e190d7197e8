using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>Usage by day and one dimension of few members, read once: the sums of days and of members follow from it.</summary>
internal sealed class UsageCells(string dimension, IReadOnlyList<UsageView> cells)
{
    /// <summary>Whether there are so few members of a dimension that every day of each can be read: never so of keys and users.</summary>
    public static bool Fit(string dimension) => dimension is "team" or "model" or "provider";

    public UsageReport Days()
    {
        var days = cells.GroupBy(cell => cell.Day!, StringComparer.Ordinal).OrderBy(day => day.Key, StringComparer.Ordinal).Select(day => UsageView.Sum([.. day]) with { Day = day.Key }).ToList();
        return new(["day"], days, UsageView.Sum(days));
    }

    public UsageReport Members()
    {
        var members = cells.GroupBy(cell => cell.Group(dimension) ?? "", StringComparer.Ordinal).OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => Named(UsageView.Sum([.. member]), member.Key)).ToList();
        return new([dimension], members, UsageView.Sum(members));
    }

    public IReadOnlyList<UsageView> Among(IReadOnlyList<string> members) => [.. cells.Where(cell => members.Contains(cell.Group(dimension) ?? ""))];

    private UsageView Named(UsageView sum, string member) => dimension switch
    {
        "team" => sum with { Team = member },
        "model" => sum with { Model = member },
        _ => sum with { Provider = member },
    };
}
