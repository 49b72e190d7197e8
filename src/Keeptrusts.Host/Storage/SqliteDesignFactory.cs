using Microsoft.EntityFrameworkCore.Design;

namespace Keeptrusts.Host.Storage;

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class SqliteDesignFactory : IDesignTimeDbContextFactory<SqliteControlDb>
{
    public SqliteControlDb CreateDbContext(string[] args) => new(ControlDbs.Sqlite("Data Source=design.db"));
}
