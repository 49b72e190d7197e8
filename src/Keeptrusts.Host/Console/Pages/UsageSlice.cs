using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>The part of a report that a page shows: groups by what they cost, or days from the newest.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Top">The groups that cost most, over all pages; none where the groups are days.</param>
/// <param name="Next">Where the next part begins; <see langword="null"/>: this was the last.</param>
internal sealed record UsageSlice(IReadOnlyList<UsageView> Lines, IReadOnlyList<string> Top, int? Next)
{
    private const int PageSize = 50;
    private const int MostColoured = 5;

    public static UsageSlice Of(string by, UsageReport report, int skip)
    {
        IReadOnlyList<UsageView> ordered = by == "day" ? [.. report.Data.Reverse()] : [.. report.Data.OrderByDescending(view => view.CostUsd).ThenByDescending(view => view.Calls)];
        return new(
            [.. ordered.Skip(skip).Take(PageSize)],
            by == "day" ? [] : [.. ordered.Take(MostColoured).Select(view => view.Group(by) ?? "")],
            ordered.Count > skip + PageSize ? skip + PageSize : null);
    }
}
