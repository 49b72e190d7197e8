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
        INSERT INTO "events" ("Id", "RequestId", "EventType", "Timestamp", "Gateway", "Journal", "Position", "TeamId", "KeyId", "KeyName", "UserId",
            "Model", "Provider", "Verdict", "ReasonCode", "Status", "CostNano", "Fired", "Json")
        VALUES (@id, @request, @type, @time, @gateway, @journal, @position, @team, @key, @keyName, @user,
            @model, @provider, @verdict, @reason, @status, @cost, @fired, @json)
        ON CONFLICT ("Id") DO NOTHING
        """;

    private const string Move =
        """
        INSERT INTO "shipping_positions" ("Journal", "Segment", "Offset", "Count", "Hash") VALUES (@journal, @segment, @offset, @count, @hash)
        ON CONFLICT ("Journal") DO UPDATE
        SET "Segment" = excluded."Segment", "Offset" = excluded."Offset", "Count" = excluded."Count", "Hash" = excluded."Hash"
        """;

    private static readonly string[] Columns = [
        "@id", "@request", "@type", "@time", "@gateway", "@journal", "@position", "@team", "@key", "@keyName", "@user",
        "@model", "@provider", "@verdict", "@reason", "@status", "@cost", "@fired", "@json",
    ];

    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await using var command = Prepare(connection, transaction, Insert, Columns);
        foreach (var e in events)
        {
            await ExecuteAsync(command, [
                e.Id, e.RequestId, e.EventType, e.Timestamp.UtcTicks, e.Gateway, e.Journal, e.Position, e.TeamId, e.KeyId, e.KeyName, e.UserId,
                e.Model, e.Provider, e.Verdict, e.ReasonCode, e.Status, e.CostNano, e.Fired, e.Json,
            ], cancellationToken);
        }
    }

    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, ShippingPosition position, CancellationToken cancellationToken)
    {
        await using var command = Prepare(connection, transaction, Move, ["@journal", "@segment", "@offset", "@count", "@hash"]);
        await ExecuteAsync(command, [position.Journal, position.Segment, position.Offset, position.Count, position.Hash], cancellationToken);
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
