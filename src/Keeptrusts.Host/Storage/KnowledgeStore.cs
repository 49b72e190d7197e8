using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class KnowledgeStore(ControlDatabase database) : IKnowledgeStore
{
    private const string SearchSqlite =
        """
        SELECT p."DocumentId", d."Name", p."Number", p."Place", p."Text" FROM "passage_index" i
        JOIN "passages" p ON p."Sequence" = i.rowid JOIN "documents" d ON d."Id" = p."DocumentId"
        WHERE "passage_index" MATCH @p0 AND p."TeamId" = @p1 ORDER BY bm25("passage_index"), p."Sequence" LIMIT @p2
        """;

    // The rank is divided by the length of the passage, as bm25 does in its way, so that long ones do not win by length alone.
    private const string SearchPostgreSql =
        """
        SELECT p."DocumentId", d."Name", p."Number", p."Place", p."Text" FROM "passages" p
        JOIN "documents" d ON d."Id" = p."DocumentId", to_tsquery('english', @p0) q
        WHERE to_tsvector('english', p."Text") @@ q AND p."TeamId" = @p1 ORDER BY ts_rank(to_tsvector('english', p."Text"), q, 1) DESC, p."Sequence" LIMIT @p2
        """;

    public async Task<IReadOnlyList<KnowledgeDocument>> ListAsync(string? team, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Documents.AsNoTracking().Where(d => team == null || d.TeamId == team).OrderByDescending(d => d.Id).ToListAsync(cancellationToken);
    }

    public async Task<KnowledgeDocument?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Documents.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancellationToken);
    }

    public Task<bool> AddAsync(KnowledgeDocument document, IReadOnlyList<Passage> passages, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(document);
        db.Add(audit);
        db.AddRange(passages);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }, cancellationToken);

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await db.Passages.Where(p => p.DocumentId == id).ExecuteDeleteAsync(cancellationToken);
        return await db.Documents.Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }, cancellationToken);

    public async Task<IReadOnlyList<Passage>> PassagesAsync(string documentId, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Passages.AsNoTracking().Where(p => p.DocumentId == documentId).OrderBy(p => p.Number).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<FoundPassage>> SearchAsync(string team, IReadOnlyList<string> words, int limit, CancellationToken cancellationToken)
    {
        if (words.Count == 0)
        {
            return [];
        }

        var isServer = database.Provider == DatabaseProvider.PostgreSql;
        // Each word in quotes is a word to both, whatever else it might mean to them.
        var query = string.Join(isServer ? " | " : " OR ", words.Select(w => isServer ? $"'{w}'" : $"\"{w}\""));
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(
            isServer ? SearchPostgreSql : SearchSqlite,
            [query, team, limit],
            row => new FoundPassage(row.Text("DocumentId")!, row.Text("Name")!, row.Int("Number"), row.Text("Place"), row.Text("Text")!),
            cancellationToken);
    }
}
