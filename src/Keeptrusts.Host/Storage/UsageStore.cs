using System.Data.Common;
using System.Globalization;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Usage;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Storage;

internal sealed class UsageStore(ControlDatabase database) : IUsageStore
{
    private const string Sums =
        """
        SUM("Calls") AS "Calls", SUM("Blocked") AS "Blocked", SUM("Redacted") AS "Redacted", SUM("Warned") AS "Warned", SUM("Escalated") AS "Escalated", SUM("Errors") AS "Errors",
        SUM("PromptTokens") AS "PromptTokens", SUM("CompletionTokens") AS "CompletionTokens", SUM("CachedTokens") AS "CachedTokens", SUM("ReasoningTokens") AS "ReasoningTokens",
        SUM("CostNano") AS "CostNano", SUM("GatewayMicros") AS "GatewayMicros", SUM("UpstreamMicros") AS "UpstreamMicros"
        """;

    private static readonly Dictionary<string, string> Columns = new()
    {
        ["day"] = "Day",
        ["team"] = "TeamId",
        ["key"] = "KeyId",
        ["user"] = "UserId",
        ["model"] = "Model",
        ["provider"] = "Provider",
    };

    public async Task<IReadOnlyList<UsageView>> SumAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        // Names come from the table above; values go in as parameters.
        var groups = string.Join(", ", query.GroupBy.Select(name => $"\"{Columns[name]}\""));
        var values = new List<object?>();
        var conditions = new List<string>();
        void Confine(string condition, object? value)
        {
            if (value is not null)
            {
                conditions.Add(string.Format(CultureInfo.InvariantCulture, condition, $"@p{values.Count}"));
                values.Add(value);
            }
        }

        Confine("\"Day\" >= {0}", query.Since?.UtcDateTime.Date.Ticks);
        Confine("\"Day\" < {0}", query.Until?.UtcTicks);
        Confine("\"TeamId\" = {0}", query.Confinement);
        Confine("\"TeamId\" = {0}", query.Team);
        Confine("\"KeyId\" = {0}", query.Key);
        Confine("\"UserId\" = {0}", query.User);
        Confine("\"Model\" = {0}", query.Model);
        Confine("\"Provider\" = {0}", query.Provider);
        if (query.Among is var (dimension, members))
        {
            conditions.Add($"\"{Columns[dimension]}\" IN ({string.Join(", ", members.Select((_, i) => $"@p{values.Count + i}"))})");
            values.AddRange(members);
        }

        var sql = $"SELECT {groups}{(groups.Length > 0 ? ", " : "")}{Sums} FROM \"{Table(query)}\""
            + (conditions.Count > 0 ? $" WHERE {string.Join(" AND ", conditions)}" : "")
            + (groups.Length > 0 ? $" GROUP BY {groups} ORDER BY {groups}" : "");
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync(sql, [.. values], row => Read(row, query.GroupBy), cancellationToken);
        return [.. rows.OfType<UsageView>()];
    }

    // Where neither a key nor a user is asked for, their sums tell the same.
    private static string Table(UsageQuery query) =>
        query.Key is not null || query.User is not null || query.GroupBy.Any(IsOfKeys) || (query.Among is var (dimension, _) && IsOfKeys(dimension)) ? "usage_days" : "usage_team_days";

    private static bool IsOfKeys(string dimension) => dimension is "key" or "user";

    private static UsageView? Read(DbDataReader row, IReadOnlyList<string> groups)
    {
        if (row["Calls"] is DBNull)
        {
            return null; // The sum over nothing.
        }

        string? Group(string name) => groups.Contains(name) ? row.Text(Columns[name]) : null;
        var calls = row.Number("Calls");
        return new()
        {
            Day = groups.Contains("day") ? row.Time("Day").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Team = Group("team"),
            Key = Group("key"),
            User = Group("user"),
            Model = Group("model"),
            Provider = Group("provider"),
            Calls = calls,
            Blocked = row.Number("Blocked"),
            Redacted = row.Number("Redacted"),
            Warned = row.Number("Warned"),
            Escalated = row.Number("Escalated"),
            Errors = row.Number("Errors"),
            PromptTokens = row.Number("PromptTokens"),
            CompletionTokens = row.Number("CompletionTokens"),
            CachedTokens = row.Number("CachedTokens"),
            ReasoningTokens = row.Number("ReasoningTokens"),
            CostUsd = NanoDollars.ToDollars(row.Number("CostNano")),
            GatewayMicros = row.Number("GatewayMicros"),
            UpstreamMicros = row.Number("UpstreamMicros"),
            GatewayMs = UsageView.Mean(row.Number("GatewayMicros"), calls),
            UpstreamMs = UsageView.Mean(row.Number("UpstreamMicros"), calls),
        };
    }
}
