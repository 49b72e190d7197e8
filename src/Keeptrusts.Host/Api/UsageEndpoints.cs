using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/usage</c>.</summary>
internal sealed class UsageEndpoints(UsageService usage, TokenFinder tokens, TimeProvider time) : IApiRoutes
{
    private static readonly (string Name, string Meaning)[] Parameters =
    [
        ("group_by", "Some of day, team, key, user, model, provider, with commas between; day."),
        ("since", "A time, or a span before now such as 7d; its whole day counts."),
        ("until", "A time, or a span before now."),
        ("team", "Id of the team."),
        ("key", "Id of the key."),
        ("user", "The key's owner."),
        ("model", "The model as asked for."),
        ("provider", "Id of the target that answered."),
    ];

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/usage", Permission.Read, "Sums calls, verdicts, tokens and money by day, team, key, user, model or provider.", ReportAsync)
        {
            Query = Parameters, Answer = typeof(UsageReport), HasCsv = true,
        },
    ];

    private async Task ReportAsync(HttpContext context, Principal caller)
    {
        var now = time.GetUtcNow();
        if (Read(context.Request.Query, now).Refused(out var refusal, out var query) || (refusal = CsvAnswer.Wanted(context.Request, out var csv)) is not null)
        {
            await ApiAnswer.RefuseAsync(context, refusal);
            return;
        }

        var report = await usage.ReportAsync(caller, query, context.RequestAborted);
        if (csv)
        {
            var names = tokens.List(caller).ToDictionary(t => t.Id, t => t.Name, StringComparer.Ordinal);
            var rows = report.Data.Select(view => UsageCsv.Row(query.GroupBy, view, names.GetValueOrDefault)).ToAsyncEnumerable();
            await CsvAnswer.SendAsync(context, "usage", now, UsageCsv.Columns(query.GroupBy), rows);
            return;
        }

        await ApiAnswer.OkAsync(context, report, ControlJson.Sentences.UsageReport);
    }

    /// <summary>Reads groups and filters from a query string.</summary>
    public static Outcome<UsageQuery> Read(IQueryCollection query, DateTimeOffset now)
    {
        string[] groups = [.. (query.Text("group_by") ?? "day").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (groups.FirstOrDefault(group => !UsageQuery.Dimensions.Contains(group)) is { } unknown)
        {
            return new Refusal(RefusalKind.Invalid, $"group_by: `{unknown}` is none of {string.Join(", ", UsageQuery.Dimensions)}");
        }

        if ((query.Time("since", now, out var since) ?? query.Time("until", now, out _)) is { } bad)
        {
            return bad;
        }

        query.Time("until", now, out var until);
        return new UsageQuery
        {
            GroupBy = groups,
            Since = since,
            Until = until,
            Team = query.Text("team"),
            Key = query.Text("key"),
            User = query.Text("user"),
            Model = query.Text("model"),
            Provider = query.Text("provider"),
        };
    }
}
