using System.Data.Common;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// The one write that happens at the rate of the traffic: a prepared statement per batch instead of tracked entities,
/// and «skip what is there» as the database's own rule. SQLite and PostgreSQL both read it.
/// </summary>
internal static class EventInsert
{
    private const string Insert =
        """
        INSERT INTO "events" ("Id", "RequestId", "EventType", "Timestamp", "Gateway", "Chain", "Position", "ExpiresAt", "TeamId", "KeyId", "KeyName", "UserId",
            "Model", "Provider", "Verdict", "ReasonCode", "Outcome", "Status", "CostNano", "Fired", "Json")
        VALUES (@id, @request, @type, @time, @gateway, @chain, @position, @expires, @team, @key, @keyName, @user,
            @model, @provider, @verdict, @reason, @outcome, @status, @cost, @fired, @json)
        ON CONFLICT ("Id") DO NOTHING
        """;

    private const string Move =
        """
        INSERT INTO "shipping_positions" ("Journal", "Segment", "Offset") VALUES (@journal, @segment, @offset)
        ON CONFLICT ("Journal") DO UPDATE SET "Segment" = excluded."Segment", "Offset" = excluded."Offset"
        """;

    private static readonly string[] Columns = [
        "@id", "@request", "@type", "@time", "@gateway", "@chain", "@position", "@expires", "@team", "@key", "@keyName", "@user",
        "@model", "@provider", "@verdict", "@reason", "@outcome", "@status", "@cost", "@fired", "@json",
    ];

    /// <returns>The usage of those that were not there yet.</returns>
    public static async Task<IReadOnlyList<UsageDay>> RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<ShippedEvent> events, CancellationToken cancellationToken)
    {
        var used = new List<UsageDay>(events.Count);
        await using var command = Prepare(connection, transaction, Insert, Columns);
        foreach (var (e, usage) in events)
        {
            var added = await ExecuteAsync(command, [
                e.Id, e.RequestId, e.EventType, e.Timestamp.UtcTicks, e.Gateway, e.Chain, e.Position, e.ExpiresAt?.UtcTicks, e.TeamId, e.KeyId, e.KeyName, e.UserId,
                e.Model, e.Provider, e.Verdict, e.ReasonCode, e.Outcome, e.Status, e.CostNano, e.Fired, e.Json,
            ], cancellationToken);
            if (added > 0 && usage is not null)
            {
                used.Add(usage);
            }
        }

        return used;
    }

    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, ShippingPosition position, CancellationToken cancellationToken)
    {
        await using var command = Prepare(connection, transaction, Move, ["@journal", "@segment", "@offset"]);
        await ExecuteAsync(command, [position.Journal, position.Segment, position.Offset], cancellationToken);
    }

    private static DbCommand Prepare(DbConnection connection, DbTransaction transaction, string sql, IEnumerable<string> names)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static Task<int> ExecuteAsync(DbCommand command, ReadOnlySpan<object?> values, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancellationToken);
    }
}
