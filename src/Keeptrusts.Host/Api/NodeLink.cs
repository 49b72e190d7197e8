using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Host.ControlPlane.Nodes;

namespace Keeptrusts.Host.Api;

/// <summary>One linked node, seen from the control plane: answers what it asks and tells it what changes.</summary>
/// <param name="channel">The connection.</param>
/// <param name="parts">What it reaches.</param>
/// <param name="mayServe">Whether its token still counts; asked for every message.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeLink(LinkChannel channel, NodeLinkParts parts, Func<bool> mayServe, TimeProvider time)
{
    /// <summary>How often it is looked whether something has changed that is no change of the database, such as a held answer.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<NodeFacts> _introduced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellAsync(over.Token);
        await channel.RunAsync(AnswerAsync, cancellationToken);
        await over.CancelAsync();
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // The whole of it at first, then what differs.
    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var facts = await _introduced.Task.WaitAsync(cancellationToken);
        NodeSnapshot? told = null;
        while (true)
        {
            var next = parts.Feed.Next;
            var now = await parts.Feed.ReadAsync(facts.Gateway, cancellationToken) ?? throw new LinkDownException("no such gateway");
            if (SnapshotChange.Of(told, now) is { } change)
            {
                await channel.TellAsync(LinkOps.Changed, change, LinkJson.Default.NodeSnapshot, cancellationToken);
                told = now;
            }

            await next.WaitAsync(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private async Task<JsonElement?> AnswerAsync(LinkFrame frame, CancellationToken cancellationToken)
    {
        if (!mayServe())
        {
            throw new LinkDownException("the gateway token is revoked or has expired");
        }

        var json = LinkJson.Default;
        switch (frame.Op)
        {
            case LinkOps.Begin:
                var beginning = Body(frame, json.NodeFacts);
                return Element(await parts.Authority.BeginAsync(beginning with { NodeId = Own(beginning.NodeId) }, cancellationToken), json.NodeStart);
            case LinkOps.Hello:
                var facts = Body(frame, json.NodeFacts);
                if (await parts.Feed.ReadAsync(facts.Gateway, cancellationToken) is null)
                {
                    throw new LinkDownException($"there is no gateway `{facts.Gateway}`");
                }

                _introduced.TrySetResult(facts);
                return Element(new Done(), json.Done);
            case LinkOps.Exchange:
                var exchange = Body(frame, json.NodeExchange);
                return Element(await parts.Authority.ExchangeAsync(exchange with { NodeId = Own(exchange.NodeId) }, cancellationToken), json.NodeReply);
            case LinkOps.End:
                var ending = Body(frame, json.NodeExchange);
                await parts.Authority.EndAsync(Own(ending.NodeId), ending.Epoch, cancellationToken);
                return Element(new Done(), json.Done);
            case LinkOps.Position:
                var position = await parts.Intake.PositionAsync(Own(Body(frame, json.Named).Name), cancellationToken);
                return Element(new Place(position.Segment, position.Offset), json.Place);
            case LinkOps.Events:
                var batch = Body(frame, json.EventBatch);
                await parts.Intake.TakeAsync(
                    Own(batch.Journal), [.. batch.Lines.Select(l => new JournalEvent(new(l.Segment, l.Offset), Encoding.UTF8.GetBytes(l.Json)))], cancellationToken);
                return Element(new Done(), json.Done);
            case LinkOps.Uses:
                await parts.Tokens.MarkUsedAsync(Body(frame, json.IReadOnlyListTokenUse), cancellationToken);
                return Element(new Done(), json.Done);
            case LinkOps.Leases:
                var budgets = parts.Budgets ?? throw new LinkDownException("this control plane shares no budgets");
                return Element(await budgets.ExchangeAsync(Body(frame, json.LeaseRequest), cancellationToken), json.LeaseReply);
            case LinkOps.ContentKey:
                var contentKeys = parts.ContentKeys ?? throw new LinkDownException("this control plane has no key of content hashes");
                return Element(new SecretBytes((await contentKeys.GetAsync(cancellationToken)).ToArray()), json.SecretBytes);
            default:
                return await EscalateAsync(frame, cancellationToken);
        }
    }

    private async Task<JsonElement?> EscalateAsync(LinkFrame frame, CancellationToken cancellationToken)
    {
        var (json, desk) = (LinkJson.Default, parts.Desk ?? throw new LinkDownException("nobody decides about escalations here"));
        return frame.Op switch
        {
            LinkOps.HashKey => Element(new SecretBytes((await desk.HashKeyAsync(cancellationToken)).ToArray()), json.SecretBytes),
            LinkOps.FindAnswer => Element(new MaybeTicket(await desk.FindAnswerAsync(Body(frame, json.Named).Name, cancellationToken)), json.MaybeTicket),
            LinkOps.OpenEscalation => Element(await desk.OpenAsync(Body(frame, json.EscalationCase), cancellationToken), json.EscalationTicket),
            LinkOps.WaitEscalation => Element(await desk.WaitAsync(Body(frame, json.Named).Name, cancellationToken), json.EscalationTicket),
            LinkOps.ReleaseAnswer => Element(new MaybeHeld(await desk.ReleaseAsync(Body(frame, json.Named).Name, cancellationToken)), json.MaybeHeld),
            _ => throw new LinkDownException($"this control plane does not know `{frame.Op}`; it may be older than the node"),
        };
    }

    // Sessions and journals of other nodes are none of its business.
    private string Own(string nodeId) => _introduced.Task is { IsCompletedSuccessfully: true, Result: var facts } && facts.NodeId == nodeId
        ? nodeId
        : throw new LinkDownException("a node speaks for itself only");

    private static T Body<T>(LinkFrame frame, JsonTypeInfo<T> type)
        where T : class => (frame.Body is { } body ? body.Deserialize(type) : null) ?? throw new LinkDownException("the message is empty");

    private static JsonElement Element<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToElement(value, type);
}
