using Keeptrusts.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>How SQLite means to answer a query.</summary>
internal static class QueryPlan
{
    public static Task<string> OfAsync(ControlDatabase database, IQueryable query) =>
        OfAsync(database, string.Join('\n', query.ToQueryString().Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal))));

    public static async Task<string> OfAsync(ControlDatabase database, string statement)
    {
        await using var connection = await database.ConnectAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', plan);
    }
}
