using System.Security.Cryptography;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>The documents of teams: takes, lists, deletes and searches them.</summary>
internal sealed class KnowledgeService(IKnowledgeStore store, IDocumentReader reader, TeamService teams, AuditTrail audit, TimeProvider time)
{
    /// <summary>Most documents of a team.</summary>
    public const int MostDocuments = 500;

    private const int MostPassages = 5;
    private const int MostLookedAt = 20;

    // Reading is work for the processor and takes memory: uploads wait for one another.
    private static readonly SemaphoreSlim Reading = new(2);

    /// <summary>The documents that the caller may see, the newest first.</summary>
    public async Task<IReadOnlyList<KnowledgeDocument>> ListAsync(Principal caller, string? team, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(caller.Confinement ?? team, cancellationToken)).Where(d => caller.Sees(d.TeamId) && (team is null || d.TeamId == team))];

    public async Task<Outcome<KnowledgeDocument>> FindAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found && caller.Sees(found.TeamId) ? found : Unknown(id);

    public async Task<Outcome<IReadOnlyList<Passage>>> PassagesAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        (await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var found)
            ? unknown
            : Outcome<IReadOnlyList<Passage>>.Of(await store.PassagesAsync(found.Id, cancellationToken));

    /// <summary>Takes a file into a team's knowledge base. The file is read and forgotten; its text is kept.</summary>
    public async Task<Outcome<KnowledgeDocument>> UploadAsync(Principal caller, string? team, string? name, byte[] bytes, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.ManageKeys) is { } lack)
        {
            return lack;
        }

        if ((await teams.FindAsync(caller, team ?? caller.TeamId ?? Team.DefaultId, cancellationToken)).Refused(out var unknown, out var owner))
        {
            return unknown;
        }

        var clean = FileNames.Clean(name);
        var known = await store.ListAsync(owner.Id, cancellationToken);
        if (known.Count >= MostDocuments)
        {
            return new Refusal(RefusalKind.Conflict, $"Team `{owner.Id}` has {MostDocuments} documents, which is the most. Delete some first.");
        }

        await Reading.WaitAsync(cancellationToken);
        DocumentText? text;
        try
        {
            if ((await reader.ReadAsync(clean, bytes, cancellationToken)).Refused(out var refusal, out text))
            {
                return refusal;
            }
        }
        finally
        {
            Reading.Release();
        }

        var passages = Passages.Of(text.Pieces);
        var document = new KnowledgeDocument
        {
            Id = Identifiers.New("doc_", time),
            TeamId = owner.Id,
            Name = clean,
            Format = text.Format,
            Size = bytes.Length,
            Characters = text.Characters,
            Passages = passages.Count,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            UploadedBy = caller.Self,
            CreatedAt = time.GetUtcNow(),
        };
        var rows = passages.Select((p, i) => new Passage { DocumentId = document.Id, TeamId = owner.Id, Number = i + 1, Place = p.Place, Text = p.Text }).ToList();
        return await store.AddAsync(document, rows, audit.Entry(caller, "document.create", document.Id, null, DocumentView.Of(document), ControlJson.Default.DocumentView), cancellationToken)
            ? document
            : new Refusal(RefusalKind.Conflict, $"Team `{owner.Id}` has this file already{(known.FirstOrDefault(d => d.Sha256 == document.Sha256) is { } same ? $", as `{same.Name}`" : "")}.");
    }

    /// <summary>Deletes a document: one's own, or as a manager any of the team.</summary>
    public async Task<Outcome<KnowledgeDocument>> DeleteAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var found))
        {
            return unknown;
        }

        if (!MayDelete(caller, found))
        {
            return new Refusal(RefusalKind.Forbidden, "Whoever uploaded a document deletes it, or a manager of the team.");
        }

        return await store.DeleteAsync(id, audit.Entry(caller, "document.delete", id, DocumentView.Of(found), null, ControlJson.Default.DocumentView), cancellationToken) ? found : Unknown(id);
    }

    public static bool MayDelete(Principal caller, KnowledgeDocument document) => caller.May(Permission.Manage) || (caller.May(Permission.ManageKeys) && caller.Is(document.UploadedBy));

    /// <summary>The passages of the caller's team that fit a question, the best first; none where nothing fits well enough.</summary>
    public async Task<IReadOnlyList<FoundPassage>> SearchAsync(Principal caller, string team, string question, CancellationToken cancellationToken)
    {
        var words = SearchWords.Of(question);
        return !caller.Sees(team) ? []
            : [.. (await store.SearchAsync(team, words, MostLookedAt, cancellationToken)).Where(p => Fits(p, words)).Take(MostPassages)];
    }

    /// <summary>The same as goes with a question.</summary>
    public async Task<IReadOnlyList<ChatPassage>> RetrieveAsync(Principal caller, string team, string question, CancellationToken cancellationToken) =>
        [.. (await SearchAsync(caller, team, question, cancellationToken)).Select((p, i) => new ChatPassage(i + 1, p.DocumentId, p.Document, p.Place, p.Text))];

    // One word of many says little: a third of them has to be there, each as it is or in another form of the same word.
    private static bool Fits(FoundPassage passage, IReadOnlyList<string> words) =>
        words.Count(w => passage.Text.Contains(w.Length > 5 ? w[..^2] : w, StringComparison.OrdinalIgnoreCase)) * 3 >= words.Count;

    private static Refusal Unknown(string id) => new(RefusalKind.NotFound, $"no document `{id}`; `GET /v1/documents` lists those of your team");
}
