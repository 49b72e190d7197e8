using System.Data.Common;

namespace Keeptrusts.Host.Storage;

/// <summary>Plain statements. Values go in as parameters only: <c>@p0</c>, <c>@p1</c>, …</summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this DbConnection connection, string sql, object?[] values, CancellationToken cancellationToken, DbTransaction? transaction = null)
    {
        await using var command = Command(connection, sql, values, transaction);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<List<T>> QueryAsync<T>(this DbConnection connection, string sql, object?[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql, values, null);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static string? Text(this DbDataReader reader, string column) => reader[column] as string;

    public static DateTimeOffset Time(this DbDataReader reader, string column) => new((long)reader[column], TimeSpan.Zero);

    public static DateTimeOffset? OptionalTime(this DbDataReader reader, string column) => reader[column] is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    private static DbCommand Command(DbConnection connection, string sql, object?[] values, DbTransaction? transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every statement is a constant of this folder.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
