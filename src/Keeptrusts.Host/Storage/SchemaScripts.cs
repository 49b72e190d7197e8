using System.Data.Common;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Applies the migrations as the scripts that EF Core makes of them (<c>dotnet ef migrations script FROM TO</c>), named and
/// recorded as EF records its own. A test compares the result with what EF itself makes of the model.
/// </summary>
internal static class SchemaScripts
{
    private const string Prefix = "migration:";

    public static async Task RunAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(connection, cancellationToken);
        foreach (var name in Names().Where(n => !applied.Contains(n)))
        {
            await connection.ExecuteAsync(Read(name), [], cancellationToken);
        }
    }

    internal static IEnumerable<string> Names() => typeof(SchemaScripts).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..])
        .Order(StringComparer.Ordinal);

    private static async Task<HashSet<string>> AppliedAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var known = await connection.QueryAsync("SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'", [], r => r.GetString(0), cancellationToken);
        return known.Count == 0
            ? []
            : [.. await connection.QueryAsync("""SELECT "MigrationId" FROM "__EFMigrationsHistory" """, [], r => r.GetString(0), cancellationToken)];
    }

    private static string Read(string name)
    {
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
