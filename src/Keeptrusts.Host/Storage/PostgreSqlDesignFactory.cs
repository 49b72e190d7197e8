using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class PostgreSqlDesignFactory : IDesignTimeDbContextFactory<PostgreSqlControlDb>
{
    public PostgreSqlControlDb CreateDbContext(string[] args) => new(ControlDbs.PostgreSql(NpgsqlDataSource.Create("Host=design")));
}
