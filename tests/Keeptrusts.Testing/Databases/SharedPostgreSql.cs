namespace Keeptrusts.Testing.Databases;

/// <summary>
/// The fixture of a test assembly whose tests use <see cref="PostgreSqlServer.SharedAsync"/>: ends that server within the run. Its folder
/// may hold tens of thousands of files, and a test process that takes long to exit is taken for one that hangs.
/// </summary>
public sealed class SharedPostgreSql : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => PostgreSqlServer.EndSharedAsync();
}
