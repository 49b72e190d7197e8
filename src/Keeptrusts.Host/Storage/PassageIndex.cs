using System.Data.Common;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// The full-text index over passages: FTS5 in SQLite, a GIN index in PostgreSQL. EF Core knows neither, so they are made at the start, after the migrations,
/// where they are not there yet.
/// </summary>
internal static class PassageIndex
{
    // Triggers keep it: whatever adds or deletes passages, by a cascade too, is seen by the index.
    private static readonly string[] Sqlite =
    [
        """CREATE VIRTUAL TABLE IF NOT EXISTS "passage_index" USING fts5("Text", content='passages', content_rowid='Sequence', tokenize='porter unicode61 remove_diacritics 2')""",
        // Words of what is deleted go at once, and not when the index is next put together.
        """INSERT INTO "passage_index" ("passage_index", rank) VALUES ('secure-delete', 1)""",
        """CREATE TRIGGER IF NOT EXISTS "passages_added" AFTER INSERT ON "passages" BEGIN INSERT INTO "passage_index" (rowid, "Text") VALUES (new."Sequence", new."Text"); END""",
        """CREATE TRIGGER IF NOT EXISTS "passages_deleted" AFTER DELETE ON "passages" BEGIN INSERT INTO "passage_index" ("passage_index", rowid, "Text") VALUES ('delete', old."Sequence", old."Text"); END""",
    ];

    private static readonly string[] PostgreSql = ["""CREATE INDEX IF NOT EXISTS "IX_passages_Text" ON "passages" USING gin (to_tsvector('english', "Text"))"""];

    public static async Task EnsureAsync(DatabaseProvider provider, DbConnection connection, CancellationToken cancellationToken)
    {
        foreach (var statement in provider == DatabaseProvider.Sqlite ? Sqlite : PostgreSql)
        {
            await connection.ExecuteAsync(statement, [], cancellationToken);
        }
    }
}
