using System.Data.Common;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Applies the migrations as the scripts that EF Core makes of them (<c>eng/migrations.sh</c>), named and
/// recorded as EF records its own. A test compares the result with what EF itself makes of the model.
/// </summary>
internal static class SchemaScripts
{
    /// <summary>Two nodes that start at once must not both make the tables; the number is this product's alone.</summary>
    private const long AdvisoryLock = 0x6b656570_74727374;

    public static async Task RunAsync(DatabaseProvider provider, DbConnection connection, CancellationToken cancellationToken)
    {
        var server = provider == DatabaseProvider.PostgreSql;
        if (server)
        {
            await connection.ExecuteAsync("SELECT pg_advisory_lock(@p0)", [AdvisoryLock], cancellationToken);
        }

        try
        {
            await ApplyAsync(provider, connection, cancellationToken);
        }
        finally
        {
            if (server)
            {
                await connection.ExecuteAsync("SELECT pg_advisory_unlock(@p0)", [AdvisoryLock], CancellationToken.None);
            }
        }
    }

    /// <summary>The migrations of a database, oldest first.</summary>
    internal static IReadOnlyList<string> Names(DatabaseProvider provider) =>
    [
        .. typeof(SchemaScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix(provider), StringComparison.Ordinal))
            .Select(name => name[Prefix(provider).Length..])
            .Order(StringComparer.Ordinal),
    ];

    private static async Task ApplyAsync(DatabaseProvider provider, DbConnection connection, CancellationToken cancellationToken)
    {
        var names = Names(provider);
        var applied = await AppliedAsync(provider, connection, cancellationToken);
        if (applied.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new SchemaMismatchException(unknown);
        }

        foreach (var name in names.Where(name => !applied.Contains(name)))
        {
            await connection.ExecuteAsync(Read(Prefix(provider) + name), [], cancellationToken);
        }

        await PassageIndex.EnsureAsync(provider, connection, cancellationToken);
    }

    private static async Task<HashSet<string>> AppliedAsync(DatabaseProvider provider, DbConnection connection, CancellationToken cancellationToken)
    {
        var sql = provider == DatabaseProvider.Sqlite
            ? "SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'"
            : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = '__EFMigrationsHistory'";
        var known = await connection.QueryAsync(sql, [], row => row.GetString(0), cancellationToken);
        return known.Count == 0
            ? []
            : [.. await connection.QueryAsync("""SELECT "MigrationId" FROM "__EFMigrationsHistory" """, [], row => row.GetString(0), cancellationToken)];
    }

    private static string Prefix(DatabaseProvider provider) => $"migration:{provider}:";

    private static string Read(string resource)
    {
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
