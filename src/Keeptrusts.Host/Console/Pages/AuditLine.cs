using Keeptrusts.Host.Console.Shared;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>One change as a line of a table: who, what, and the lines that differ.</summary>
internal sealed record AuditLine(long Sequence, DateTimeOffset At, string Actor, string Who, string Action, string Object, string Summary, IReadOnlyList<AuditDiff> Lines)
{
    private const int MostLines = 300;

    public static AuditLine Of(AuditEntry entry, string who)
    {
        var (before, after) = (Split(entry.Before), Split(entry.After));
        var diff = before.Length + after.Length == 0 ? [] : LineDiff.Of(before, after).Select(line => new AuditDiff(line.Sign, line.Text)).ToList();
        var (added, removed) = (diff.Count(line => line.Sign == '+'), diff.Count(line => line.Sign == '-'));
        var summary = entry.Before is null ? "made" : entry.After is null ? "removed" : added + removed == 0 ? "nothing differs" : $"{Math.Max(added, removed)} {(Math.Max(added, removed) == 1 ? "line" : "lines")}";
        return new(entry.Sequence, entry.At, entry.Actor, who, entry.Action, entry.ObjectId, summary, diff.Count > MostLines ? [.. diff.Take(MostLines), new(' ', "…")] : diff);
    }

    private static string[] Split(string? json) => json is null ? [] : PrettyJson.Of(json).Split('\n');
}

/// <summary>A line of a change.</summary>
/// <param name="Sign"><c>' '</c> in both, <c>'-'</c> only before, <c>'+'</c> only after.</param>
/// <param name="Text">The line.</param>
internal readonly record struct AuditDiff(char Sign, string Text);
