using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>The humans who decide about escalated calls, over the link.</summary>
internal sealed class LinkDesk(ControlLink link, NodeMemory memory) : IEscalationDesk
{
    private byte[]? _hashKey;

    public bool HoldsAnswers => memory.Now?.HoldsAnswers ?? false;

    public async ValueTask<ReadOnlyMemory<byte>> HashKeyAsync(CancellationToken cancellation) =>
        _hashKey ??= (await link.AskAsync(LinkOps.HashKey, new Done(), LinkJson.Default.Done, LinkJson.Default.SecretBytes, cancellation).ConfigureAwait(false)).Value;

    public async ValueTask<EscalationTicket?> FindAnswerAsync(string subject, CancellationToken cancellation) =>
        (await link.AskAsync(LinkOps.FindAnswer, new Named(subject), LinkJson.Default.Named, LinkJson.Default.MaybeTicket, cancellation).ConfigureAwait(false)).Ticket;

    public async ValueTask<EscalationTicket> OpenAsync(EscalationCase escalation, CancellationToken cancellation) =>
        await link.AskAsync(LinkOps.OpenEscalation, escalation, LinkJson.Default.EscalationCase, LinkJson.Default.EscalationTicket, cancellation).ConfigureAwait(false);

    public async ValueTask<EscalationTicket> WaitAsync(string id, CancellationToken cancellation) =>
        await link.AskAsync(LinkOps.WaitEscalation, new Named(id), LinkJson.Default.Named, LinkJson.Default.EscalationTicket, cancellation).ConfigureAwait(false);

    public async ValueTask<HeldAnswer?> ReleaseAsync(string id, CancellationToken cancellation) =>
        (await link.AskAsync(LinkOps.ReleaseAnswer, new Named(id), LinkJson.Default.Named, LinkJson.Default.MaybeHeld, cancellation).ConfigureAwait(false)).Answer;
}
