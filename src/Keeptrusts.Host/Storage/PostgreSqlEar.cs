using Keeptrusts.Host.ControlPlane.Changes;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>Listens on a connection of its own. A server that is gone without a word is noticed by the question that each wait begins with.</summary>
internal sealed class PostgreSqlEar : IChangeEar
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly NpgsqlConnection _connection;

    private PostgreSqlEar(NpgsqlConnection connection) => _connection = connection;

    public static async Task<IChangeEar> OpenAsync(ControlDatabase database, CancellationToken cancellationToken)
    {
        var connection = (NpgsqlConnection)await database.ConnectAsync(cancellationToken);
        try
        {
            await connection.ExecuteAsync($"LISTEN {ChangeLog.Channel}", [], cancellationToken);
            return new PostgreSqlEar(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _connection.WaitAsync(Longest, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection.FullState.HasFlag(System.Data.ConnectionState.Open))
        {
            try
            {
                await _connection.ExecuteAsync("UNLISTEN *", [], CancellationToken.None);
            }
            catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
            {
                // Broken: the pool throws it away.
            }
        }

        await _connection.DisposeAsync();
    }
}
