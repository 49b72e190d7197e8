using System.Data.Common;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Adds what events used to the rows of their days, and to their sums over keys.</summary>
internal static class UsageUpsert
{
    private static readonly (string Name, Func<UsageDay, long> Of)[] Measures =
    [
        ("Calls", u => u.Calls), ("Blocked", u => u.Blocked), ("Redacted", u => u.Redacted), ("Warned", u => u.Warned), ("Escalated", u => u.Escalated), ("Errors", u => u.Errors),
        ("PromptTokens", u => u.PromptTokens), ("CompletionTokens", u => u.CompletionTokens), ("CachedTokens", u => u.CachedTokens), ("ReasoningTokens", u => u.ReasoningTokens),
        ("CostNano", u => u.CostNano), ("GatewayMicros", u => u.GatewayMicros), ("UpstreamMicros", u => u.UpstreamMicros),
    ];

    private static readonly string AddToDays = Add("usage_days", "Day", "TeamId", "KeyId", "UserId", "Model", "Provider");

    private static readonly string AddToTeamDays = Add("usage_team_days", "Day", "TeamId", "Model", "Provider");

    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<UsageDay> used, CancellationToken cancellationToken)
    {
        // In one order everywhere, or two nodes could each wait for a row of the other.
        foreach (var rows in used.GroupBy(u => (u.Day, u.TeamId, u.KeyId, u.UserId, u.Model, u.Provider)).OrderBy(rows => rows.Key))
        {
            var (day, team, key, user, model, provider) = rows.Key;
            await connection.ExecuteAsync(AddToDays, [day.UtcTicks, team, key, user, model, provider, .. Sums(rows)], cancellationToken, transaction);
        }

        foreach (var rows in used.GroupBy(u => (u.Day, u.TeamId, u.Model, u.Provider)).OrderBy(rows => rows.Key))
        {
            var (day, team, model, provider) = rows.Key;
            await connection.ExecuteAsync(AddToTeamDays, [day.UtcTicks, team, model, provider, .. Sums(rows)], cancellationToken, transaction);
        }
    }

    private static IEnumerable<object?> Sums(IEnumerable<UsageDay> rows) => Measures.Select(measure => (object?)rows.Sum(measure.Of));

    private static string Add(string table, params string[] keys)
    {
        string[] columns = [.. keys, .. Measures.Select(measure => measure.Name)];
        return $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(Quoted))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})
            ON CONFLICT ({string.Join(", ", keys.Select(Quoted))}) DO UPDATE SET {string.Join(", ", Measures.Select(measure => $"{Quoted(measure.Name)} = \"{table}\".{Quoted(measure.Name)} + excluded.{Quoted(measure.Name)}"))}
            """;
    }

    private static string Quoted(string name) => $"\"{name}\"";
}
