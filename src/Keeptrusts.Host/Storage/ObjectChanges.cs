using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Changes of one record that somebody else may be changing, too: its fields are concurrency tokens, so only one of two comes through.</summary>
internal static class ObjectChanges
{
    /// <param name="database">Where.</param>
    /// <param name="id">Which.</param>
    /// <param name="topic">What the planes hear of it as.</param>
    /// <param name="change">Changes it and gives the audit entry, or refuses.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="also">What else belongs to the same transaction.</param>
    public static async Task<Outcome<T>> ChangeAsync<T>(
        this ControlDatabase database, string id, string topic, Func<T, Outcome<AuditEntry>> change, CancellationToken cancellationToken, Func<ControlDb, Task>? also = null)
        where T : class
    {
        Refusal? refused = null;
        T? changed = null;
        var saved = await database.TryAsync(async db =>
        {
            changed = await db.Set<T>().FindAsync([id], cancellationToken);
            if (changed is null)
            {
                refused = new(RefusalKind.NotFound, $"no {topic} `{id}`; `kt {topic} list` shows those there are");
                return false;
            }

            if (change(changed).Refused(out refused, out var audit))
            {
                return false;
            }

            db.Add(audit);
            await db.SaveChangesAsync(cancellationToken);
            await ChangeLog.AppendAsync(db, topic, id, audit.At, cancellationToken);
            if (also is not null)
            {
                await also(db);
            }

            return true;
        }, cancellationToken);
        return saved ? changed! : refused ?? new Refusal(RefusalKind.Conflict, $"somebody changed {topic} `{id}` at the same moment; read it again and repeat your change");
    }
}
