namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>
/// Where humans decide about calls that a policy escalates. The host supplies it; without one an escalated call stays refused and nobody can approve it.
/// Nothing is asked of it while no policy escalates, but for <see cref="HoldsAnswers"/>. What throws counts as unavailable: the call stays refused.
/// </summary>
public interface IEscalationDesk
{
    /// <summary>Key of the hashes by which requests are recognised: secret, one per organisation, at least 32 bytes.</summary>
    /// <param name="cancellation">Set when the caller has gone.</param>
    ValueTask<ReadOnlyMemory<byte>> HashKeyAsync(CancellationToken cancellation);

    /// <summary>
    /// Whether any answer is held, waiting or decided. Asked before every call whose answers are judged: answer from memory, take no lock, do no I/O.
    /// </summary>
    bool HoldsAnswers { get; }

    /// <summary>Finds the live escalation of an answer to a request: released ones and expired ones are none.</summary>
    /// <param name="subject">The request, as <see cref="EscalationCase.Subject"/>.</param>
    /// <param name="cancellation">Set when the caller has gone.</param>
    /// <returns>An approved one before any other; <see langword="null"/> where there is none.</returns>
    ValueTask<EscalationTicket?> FindAnswerAsync(string subject, CancellationToken cancellation);

    /// <summary>Asks for a decision. The same subject and policy again give the same escalation, as long as it is live.</summary>
    /// <param name="escalation">What is to be decided.</param>
    /// <param name="cancellation">Set when the caller has gone.</param>
    ValueTask<EscalationTicket> OpenAsync(EscalationCase escalation, CancellationToken cancellation);

    /// <summary>Waits until an escalation is decided or has expired.</summary>
    /// <param name="id">The escalation.</param>
    /// <param name="cancellation">Set when the caller has gone or waits no longer.</param>
    /// <exception cref="OperationCanceledException">It is not decided yet.</exception>
    ValueTask<EscalationTicket> WaitAsync(string id, CancellationToken cancellation);

    /// <summary>Takes the answer of an approved escalation. Only the first who asks gets it; the escalation is used up then.</summary>
    /// <param name="id">The escalation.</param>
    /// <param name="cancellation">Set when the caller has gone.</param>
    /// <returns>The answer; <see langword="null"/> where it is not approved, or another call was faster.</returns>
    ValueTask<HeldAnswer?> ReleaseAsync(string id, CancellationToken cancellation);
}
