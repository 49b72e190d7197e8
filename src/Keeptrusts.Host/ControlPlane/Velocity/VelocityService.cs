using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Host.ControlPlane.Velocity;

/// <summary>Works out how fast people get on, from what is stored anyway; what is not known is not guessed.</summary>
internal sealed class VelocityService(TokenFinder tokens, TeamService teams, IPeople people, IConfigurationStore configurations, IEventStore events, IUsageStore usage)
{
    private static readonly (TimeSpan Below, string Label)[] Lengths =
    [
        (TimeSpan.FromMinutes(1), "under 1 min"), (TimeSpan.FromMinutes(5), "1 to 5 min"), (TimeSpan.FromHours(1), "5 to 60 min"), (TimeSpan.FromDays(1), "1 to 24 h"), (TimeSpan.MaxValue, "over a day"),
    ];

    /// <param name="caller">Who asks.</param>
    /// <param name="since">Where the period begins.</param>
    /// <param name="team">Only this team; configurations belong to no team, so their figure stays.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<VelocityReport> ReportAsync(Principal caller, DateTimeOffset since, string? team, CancellationToken cancellationToken)
    {
        var keys = tokens.List(caller).Where(t => t.Type == KeyKind.Gateway && (team is null || t.TeamId == team)).ToList();
        return new(
            since,
            FirstCall([.. keys.Where(t => t.CreatedAt >= since && t.RotatedFrom is null)]),
            await OnboardingAsync(caller, keys, since, team, cancellationToken),
            await LintAsync(since, cancellationToken),
            await TracesAsync(caller, since, team, cancellationToken));
    }

    private static FirstCallView FirstCall(List<Token> made)
    {
        var waits = made.Where(t => t.FirstUsedAt is not null).Select(t => Positive(t.FirstUsedAt!.Value - t.CreatedAt)).ToList();
        var counts = waits.CountBy(wait => Lengths.First(length => wait < length.Below).Label).ToDictionary();
        return new(made.Count, waits.Count, Median(waits), [.. Lengths.Select(length => new DurationCount(length.Label, counts.GetValueOrDefault(length.Label))), new("not used yet", made.Count - waits.Count)]);
    }

    private async Task<OnboardingView> OnboardingAsync(Principal caller, List<Token> keys, DateTimeOffset since, string? team, CancellationToken cancellationToken)
    {
        var byTeam = keys.ToLookup(t => t.TeamId, StringComparer.Ordinal);
        var members = people.Members.ToLookup(m => m.TeamId, StringComparer.Ordinal);
        var steps = (await teams.ListAsync(caller, cancellationToken))
            .Where(t => t.CreatedAt >= since && (team is null || t.Id == team))
            .Select(t => new TeamOnboarding(t.Id, t.CreatedAt, First(members[t.Id].Select(m => (DateTimeOffset?)m.CreatedAt)), First(byTeam[t.Id].Select(k => (DateTimeOffset?)k.CreatedAt)), First(byTeam[t.Id].Select(k => k.FirstUsedAt))))
            .OrderByDescending(t => t.CreatedAt)
            .ToList();
        return new(Median([.. steps.Where(t => t.FirstCallAt is not null).Select(t => Positive(t.FirstCallAt!.Value - t.CreatedAt))]), steps);
    }

    // What a start of the host puts into force by itself is nobody's change.
    private async Task<LintShareView> LintAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var changes = (await configurations.DeploymentsSinceAsync(since, cancellationToken)).Where(d => d.Actor != Principal.Host.Id).ToList();
        return new(changes.Count, changes.Count(d => d.LintedBefore));
    }

    private async Task<TraceTimeView> TracesAsync(Principal caller, DateTimeOffset since, string? team, CancellationToken cancellationToken)
    {
        var used = UsageView.Sum([.. await usage.SumAsync(new() { GroupBy = [], Since = since, Team = team, Confinement = caller.Confinement }, cancellationToken)]);
        var openings = await events.OpeningsAsync(since, caller.Confinement ?? team, cancellationToken);
        return new(Math.Max(openings.Count, used.Blocked + used.Escalated + used.Errors), openings.Count, Median([.. openings.Select(o => Positive(o.OpenedAt - o.CalledAt))]));
    }

    private static DateTimeOffset? First(IEnumerable<DateTimeOffset?> times) => times.Min();

    // Clocks of two machines may differ by a little.
    private static TimeSpan Positive(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    private static double? Median(List<TimeSpan> spans)
    {
        spans.Sort();
        return spans.Count == 0 ? null : Math.Round((spans[(spans.Count - 1) / 2] + spans[spans.Count / 2]).TotalSeconds / 2, 3);
    }
}
