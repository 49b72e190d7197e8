using System.Data.Common;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Adds what events used to the rows of their days.</summary>
internal static class UsageUpsert
{
    private const string Add =
        """
        INSERT INTO "usage_days" ("Day", "TeamId", "KeyId", "UserId", "Model", "Provider", "Calls", "Blocked", "Redacted", "Warned", "Escalated", "Errors",
            "PromptTokens", "CompletionTokens", "CachedTokens", "ReasoningTokens", "CostNano", "GatewayMicros", "UpstreamMicros")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18)
        ON CONFLICT ("Day", "TeamId", "KeyId", "UserId", "Model", "Provider") DO UPDATE SET
            "Calls" = "usage_days"."Calls" + excluded."Calls",
            "Blocked" = "usage_days"."Blocked" + excluded."Blocked",
            "Redacted" = "usage_days"."Redacted" + excluded."Redacted",
            "Warned" = "usage_days"."Warned" + excluded."Warned",
            "Escalated" = "usage_days"."Escalated" + excluded."Escalated",
            "Errors" = "usage_days"."Errors" + excluded."Errors",
            "PromptTokens" = "usage_days"."PromptTokens" + excluded."PromptTokens",
            "CompletionTokens" = "usage_days"."CompletionTokens" + excluded."CompletionTokens",
            "CachedTokens" = "usage_days"."CachedTokens" + excluded."CachedTokens",
            "ReasoningTokens" = "usage_days"."ReasoningTokens" + excluded."ReasoningTokens",
            "CostNano" = "usage_days"."CostNano" + excluded."CostNano",
            "GatewayMicros" = "usage_days"."GatewayMicros" + excluded."GatewayMicros",
            "UpstreamMicros" = "usage_days"."UpstreamMicros" + excluded."UpstreamMicros"
        """;

    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<UsageDay> used, CancellationToken cancellationToken)
    {
        // In one order everywhere, or two nodes could each wait for a row of the other.
        var rows = used
            .GroupBy(u => (u.Day, u.TeamId, u.KeyId, u.UserId, u.Model, u.Provider))
            .OrderBy(rows => rows.Key);
        foreach (var row in rows)
        {
            var (day, team, key, user, model, provider) = row.Key;
            object?[] values =
            [
                day.UtcTicks, team, key, user, model, provider,
                row.Sum(u => u.Calls), row.Sum(u => u.Blocked), row.Sum(u => u.Redacted), row.Sum(u => u.Warned), row.Sum(u => u.Escalated), row.Sum(u => u.Errors),
                row.Sum(u => u.PromptTokens), row.Sum(u => u.CompletionTokens), row.Sum(u => u.CachedTokens), row.Sum(u => u.ReasoningTokens),
                row.Sum(u => u.CostNano), row.Sum(u => u.GatewayMicros), row.Sum(u => u.UpstreamMicros),
            ];
            await connection.ExecuteAsync(Add, values, cancellationToken, transaction);
        }
    }
}
