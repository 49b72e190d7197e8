using System.Data.Common;
using System.Net.Sockets;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>Opens the database, or says in one sentence why it cannot be opened. The sentence never carries the connection string.</summary>
internal static class DatabaseBoot
{
    public static async Task<Outcome<ControlDatabase>> OpenAsync(HostSettings settings, DataFolder folder, CancellationToken cancellationToken)
    {
        DatabaseAddress address;
        try
        {
            address = settings.Database is { } server ? DatabaseAddress.PostgreSql(server) : DatabaseAddress.Sqlite(folder.Location);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return Unavailable("KEEPTRUSTS_DATABASE is no connection string; write it like `Host=127.0.0.1;Username=keeptrusts;Password=…;Database=keeptrusts` or `postgres://user:password@host/database`");
        }

        try
        {
            return await ControlDatabase.OpenAsync(address, cancellationToken);
        }
        catch (SchemaMismatchException exception)
        {
            return Unavailable($"the database was made by another version of Keeptrusts (its schema is `{exception.Migration}`); use that version, or start with another data folder or database");
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            return Unavailable(address.Provider == DatabaseProvider.PostgreSql
                ? $"the PostgreSQL server that KEEPTRUSTS_DATABASE names cannot be used ({Reason(exception)}); check that it runs, that the database exists, and that user and password are right"
                : $"the database in {folder.Location} cannot be opened ({Reason(exception)}); check that the folder is yours and its disk has room");
        }
    }

    // Messages of drivers may quote what was sent; their codes do not.
    private static string Reason(Exception exception) => exception switch
    {
        DbException { SqlState: { Length: > 0 } state } => $"{exception.GetType().Name} {state}",
        { InnerException: { } inner } => inner.GetType().Name,
        _ => exception.GetType().Name,
    };

    private static Refusal Unavailable(string message) => new(RefusalKind.Unavailable, message);
}
