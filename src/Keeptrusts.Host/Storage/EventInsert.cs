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
        INSERT INTO "events" ("Id", "RequestId", "Timestamp", "TeamId", "KeyId", "KeyName", "Model", "Verdict", "Fired", "Json")
        VALUES (@id, @request, @time, @team, @key, @keyName, @model, @verdict, @fired, @json)
        ON CONFLICT ("Id") DO NOTHING
        """;

    private const string Move =
        """
        INSERT INTO "shipping_positions" ("Gateway", "Segment", "Offset") VALUES (@gateway, @segment, @offset)
        ON CONFLICT ("Gateway") DO UPDATE SET "Segment" = excluded."Segment", "Offset" = excluded."Offset"
        """;

    private static readonly string[] Columns = ["@id", "@request", "@time", "@team", "@key", "@keyName", "@model", "@verdict", "@fired", "@json"];

    public static async Task RunAsync(DbConnection connection, DbTransaction transaction, IReadOnlyList<StoredEvent> events, CancellationToken cancellationToken)
    {
        await using var command = Prepare(connection, transaction, Insert, Columns);
        foreach (var e in events)
        {
            await ExecuteAsync(command, [e.Id, e.RequestId, e.Timestamp.UtcTicks, e.TeamId, e.KeyId, e.KeyName, e.Model, e.Verdict, e.Fired, e.Json], cancellationToken);
        }
    }

    public static async Task MoveAsync(DbConnection connection, DbTransaction transaction, ShippingPosition position, CancellationToken cancellationToken)
    {
        await using var command = Prepare(connection, transaction, Move, ["@gateway", "@segment", "@offset"]);
        await ExecuteAsync(command, [position.Gateway, position.Segment, position.Offset], cancellationToken);
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
