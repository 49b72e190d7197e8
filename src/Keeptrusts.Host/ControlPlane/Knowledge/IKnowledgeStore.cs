using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>Where documents are kept and found, whatever full-text search the database has.</summary>
internal interface IKnowledgeStore
{
    /// <summary>The documents of the teams that the caller may see, the newest first.</summary>
    /// <param name="team">The team; <see langword="null"/>: all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<KnowledgeDocument>> ListAsync(string? team, CancellationToken cancellationToken);

    Task<KnowledgeDocument?> FindAsync(string id, CancellationToken cancellationToken);

    /// <returns><see langword="false"/>: the team has the same file already.</returns>
    Task<bool> AddAsync(KnowledgeDocument document, IReadOnlyList<Passage> passages, AuditEntry audit, CancellationToken cancellationToken);

    Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The passages of a document, in order.</summary>
    Task<IReadOnlyList<Passage>> PassagesAsync(string documentId, CancellationToken cancellationToken);

    /// <summary>The passages of a team in which any of the words stands, the best first.</summary>
    /// <param name="team">The team; no other's are found.</param>
    /// <param name="words">Words of letters and digits only.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<IReadOnlyList<FoundPassage>> SearchAsync(string team, IReadOnlyList<string> words, int limit, CancellationToken cancellationToken);
}
