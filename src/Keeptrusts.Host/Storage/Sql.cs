using System.Data.Common;
using System.Globalization;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Plain statements that both databases read. Values go in as parameters only: <c>@p0</c>, <c>@p1</c>, … A null cannot tell PostgreSQL its type,
/// so a statement may store one but not compare with one.
/// </summary>
internal static class Sql
{
    public static async Task<int> ExecuteAsync(this DbConnection connection, string sql, object?[] values, CancellationToken cancellationToken, DbTransaction? transaction = null)
    {
        await using var command = Command(connection, sql, values, transaction);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<List<T>> QueryAsync<T>(
        this DbConnection connection, string sql, object?[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken, DbTransaction? transaction = null)
    {
        await using var command = Command(connection, sql, values, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static string? Text(this DbDataReader reader, string column) => reader[column] as string;

    /// <summary>A whole number; SQLite gives every one as 64 bits, PostgreSQL as wide as its column.</summary>
    public static long Number(this DbDataReader reader, string column) => Convert.ToInt64(reader[column], CultureInfo.InvariantCulture);

    public static int Int(this DbDataReader reader, string column) => checked((int)reader.Number(column));

    public static int? OptionalInt(this DbDataReader reader, string column) => reader[column] is DBNull ? null : reader.Int(column);

    /// <summary>Amounts of money with a fraction: text in SQLite, a number in PostgreSQL.</summary>
    public static decimal? OptionalDecimal(this DbDataReader reader, string column) =>
        reader[column] is var value and not DBNull ? Convert.ToDecimal(value, CultureInfo.InvariantCulture) : null;

    public static bool Flag(this DbDataReader reader, string column) => Convert.ToBoolean(reader[column], CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Strings(this DbDataReader reader, string column) => JsonListConverter.Read(reader.Text(column)!);

    public static IReadOnlyList<string>? OptionalStrings(this DbDataReader reader, string column) => reader.Text(column) is { } json ? JsonListConverter.Read(json) : null;

    public static DateTimeOffset Time(this DbDataReader reader, string column) => new(reader.Number(column), TimeSpan.Zero);

    public static DateTimeOffset? OptionalTime(this DbDataReader reader, string column) =>
        reader[column] is var value and not DBNull ? new DateTimeOffset(Convert.ToInt64(value, CultureInfo.InvariantCulture), TimeSpan.Zero) : null;

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
