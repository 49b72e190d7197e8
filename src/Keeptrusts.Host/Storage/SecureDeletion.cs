using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Keeptrusts.Host.Storage;

/// <summary>Overwrites what is deleted in SQLite's file; by itself it only notes that the place is free. Documents of the knowledge base stand there in clear.</summary>
internal sealed class SecureDeletion : DbConnectionInterceptor
{
    private const string Statement = "PRAGMA secure_delete=ON";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statement;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statement;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
