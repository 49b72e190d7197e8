using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Where escalations and what they hold are kept. A change and its audit entry are one transaction.</summary>
internal interface IEscalationStore
{
    /// <summary>Adds one, unless the same wish is there and still counts.</summary>
    /// <returns>The one that counts.</returns>
    Task<Escalation> OpenAsync(Escalation fresh, IReadOnlyList<HeldContent> contents, DateTimeOffset now, CancellationToken cancellationToken);

    Task<Escalation?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The escalation that counts for an answer to a request; an approved one before any other.</summary>
    Task<Escalation?> FindAnswerAsync(string subject, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Whether any answer is held, waiting or decided.</summary>
    Task<bool> HoldsAnswersAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>One page, newest first.</summary>
    Task<IReadOnlyList<Escalation>> ListAsync(EscalationFilter filter, CancellationToken cancellationToken);

    /// <summary>What an escalation holds, encrypted; the look is recorded first.</summary>
    Task<IReadOnlyList<HeldContent>> ViewAsync(string id, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Stores who claimed it; <see langword="false"/> where it is no longer open.</summary>
    Task<bool> ClaimAsync(Escalation claimed, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Stores a decision; <see langword="false"/> where there is one already.</summary>
    /// <param name="resolved">As decided.</param>
    /// <param name="erase">Whether what it holds has served.</param>
    /// <param name="audit">The entry.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<bool> ResolveAsync(Escalation resolved, bool erase, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Takes what an approved escalation holds, and uses it up. Of several who ask at once one gets it.</summary>
    /// <returns>Nothing, where it is not approved, is over, or has been taken.</returns>
    Task<IReadOnlyList<HeldContent>> ReleaseAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends what is over, and erases what that holds.</summary>
    Task ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
