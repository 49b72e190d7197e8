using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>Several statements through the model that happen together or not at all.</summary>
internal static class Transactions
{
    /// <summary>Runs the work in a transaction and commits it, unless it throws or says no.</summary>
    /// <param name="database">Where.</param>
    /// <param name="work">What; the transaction is undone when it gives <see langword="false"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What the work gave; <see langword="false"/> also where there is one already or somebody else changed the same thing meanwhile.</returns>
    public static async Task<bool> TryAsync(this ControlDatabase database, Func<ControlDb, Task<bool>> work, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            if (!await work(db))
            {
                return false;
            }

            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (UniqueViolation.Is(exception) || exception is DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
