using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>The model in a file.</summary>
internal sealed class SqliteControlDb(DbContextOptions<SqliteControlDb> options) : ControlDb(options);
