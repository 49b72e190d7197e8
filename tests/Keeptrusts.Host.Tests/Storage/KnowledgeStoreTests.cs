using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>Documents in both databases, and what their full-text searches find.</summary>
public sealed class KnowledgeStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Search_ByWords_FindsTheBestOfTheTeamAlone(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await AddTeamAsync(test.Database, "other");
        var store = new KnowledgeStore(test.Database);
        await AddAsync(store, "doc_1", "default", "Parcels leave on Fridays.", "Refunds are paid within thirty days of the refund request.", "A refund needs a receipt.");
        await AddAsync(store, "doc_2", "other", "Refunds of the other team.");

        var found = await store.SearchAsync("default", ["refund", "days"], 10, None);
        Assert.Equal(["Refunds are paid within thirty days of the refund request.", "A refund needs a receipt."], found.Select(p => p.Text));
        Assert.Equal(("doc_1", "doc_1.txt", 2, "page 2"), (found[0].DocumentId, found[0].Document, found[0].Number, found[0].Place));

        // Other forms of a word are the same word; words of the languages of the index mean nothing to it.
        Assert.Single(await store.SearchAsync("default", ["parcel"], 10, None));
        Assert.Single(await store.SearchAsync("default", ["or", "near", "receipt"], 10, None));
        Assert.Single(await store.SearchAsync("default", ["refund"], 1, None));
        Assert.Empty(await store.SearchAsync("default", ["zebra"], 10, None));
        Assert.Empty(await store.SearchAsync("default", [], 10, None));
        Assert.Empty(await store.SearchAsync("nobody", ["refund"], 10, None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Delete_Document_TakesItOutOfTheIndex(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await AddTeamAsync(test.Database, "other");
        var store = new KnowledgeStore(test.Database);
        await AddAsync(store, "doc_1", "default", "Refunds take thirty days.");
        await AddAsync(store, "doc_2", "other", "Refunds take sixty days.");
        Assert.False(await store.AddAsync(Document("doc_3", "default") with { Sha256 = "doc_1" }, [], Entry("doc_3"), None));
        Assert.True(await store.DeleteAsync("doc_1", Entry("doc_1"), None));
        Assert.False(await store.DeleteAsync("doc_1", Entry("doc_1"), None));
        Assert.Empty(await store.SearchAsync("default", ["refunds"], 10, None));
        Assert.Empty(await store.PassagesAsync("doc_1", None));

        // With their team, documents go by themselves, out of the index too.
        await using (var db = test.Database.CreateDbContext())
        {
            await db.Teams.Where(t => t.Id == "other").ExecuteDeleteAsync(None);
        }

        Assert.Empty(await store.ListAsync(null, None));
        await AddTeamAsync(test.Database, "other");
        await AddAsync(store, "doc_4", "other", "Nothing of that.");
        Assert.Empty(await store.SearchAsync("other", ["sixty"], 10, None));
        Assert.Single(await store.SearchAsync("other", ["nothing"], 10, None));
    }

    [Fact]
    public async Task Delete_Document_LeavesNoneOfItsWordsInTheFile()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var store = new KnowledgeStore(test.Database);
        await AddAsync(store, "doc_1", "default", "The password of the vault is zyxwvutsrq.", new string('x', 3000));
        await AddAsync(store, "doc_2", "default", "Parcels leave on Fridays.");
        Assert.True(await HoldsAsync(test, "zyxwvutsrq"));
        Assert.True(await store.DeleteAsync("doc_1", Entry("doc_1"), None));

        // Neither in pages that are free now nor in the index, which keeps words by themselves.
        Assert.False(await HoldsAsync(test, "zyxwvutsrq"));
        Assert.True(await HoldsAsync(test, "parcel"));
    }

    private static async Task<bool> HoldsAsync(TestDatabase test, string word)
    {
        await using var connection = await test.Database.ConnectAsync(None);
        await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)", [], None);
        await using var file = new FileStream(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(test.Address.ConnectionString).DataSource, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(word)) >= 0;
    }

    private static async Task AddTeamAsync(ControlDatabase database, string id)
    {
        await using var db = database.CreateDbContext();
        db.Add(new Team { Id = id, Name = id, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
    }

    private static async Task AddAsync(KnowledgeStore store, string id, string team, params string[] passages) => Assert.True(await store.AddAsync(
        Document(id, team),
        [.. passages.Select((text, i) => new Passage { DocumentId = id, TeamId = team, Number = i + 1, Place = $"page {i + 1}", Text = text })],
        Entry(id),
        None));

    private static KnowledgeDocument Document(string id, string team) => new()
    {
        Id = id,
        TeamId = team,
        Name = $"{id}.txt",
        Format = "txt",
        Size = 1,
        Characters = 1,
        Passages = 1,
        Sha256 = id,
        UploadedBy = "ada",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static AuditEntry Entry(string id) => new AuditTrail(TimeProvider.System).Entry(Principal.Host, "document.create", id, null, "{}");
}
