namespace Keeptrusts.Host.Storage;

/// <summary>The databases that the control plane is kept in.</summary>
internal enum DatabaseProvider
{
    /// <summary>One file, one node.</summary>
    Sqlite,

    /// <summary>A server, any number of nodes.</summary>
    PostgreSql,
}
