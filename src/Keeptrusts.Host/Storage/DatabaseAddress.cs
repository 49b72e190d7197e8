using Microsoft.Data.Sqlite;

namespace Keeptrusts.Host.Storage;

/// <summary>Where the control plane's database is: a file of the data folder, or a PostgreSQL server that several nodes share.</summary>
internal sealed record DatabaseAddress
{
    public const string FileName = "keeptrusts.db";

    private DatabaseAddress(DatabaseProvider provider, string connectionString) => (Provider, ConnectionString) = (provider, connectionString);

    public DatabaseProvider Provider { get; }

    /// <summary>May hold a password: never shown or logged.</summary>
    public string ConnectionString { get; }

    public static DatabaseAddress Sqlite(string dataFolder) => new(
        DatabaseProvider.Sqlite,
        new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataFolder, FileName), ForeignKeys = true }.ToString());

    /// <summary>A PostgreSQL server by a connection string of Npgsql (<c>Host=…;Database=…</c>) or a URL (<c>postgres://user:password@host/database</c>).</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static DatabaseAddress PostgreSql(string connectionString) => new(DatabaseProvider.PostgreSql, PostgreSqlUrl.ToConnectionString(connectionString));

    public override string ToString() => Provider.ToString();
}
