using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>The model on a server.</summary>
internal sealed class PostgreSqlControlDb(DbContextOptions<PostgreSqlControlDb> options) : ControlDb(options);
