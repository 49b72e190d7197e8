using Microsoft.EntityFrameworkCore.Design;

namespace Keeptrusts.Host.Storage;

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class ControlDbDesignFactory : IDesignTimeDbContextFactory<ControlDb>
{
    public ControlDb CreateDbContext(string[] args) => new(ControlDatabase.Options("design.db"));
}
