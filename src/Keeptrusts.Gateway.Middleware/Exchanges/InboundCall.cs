using System.Net;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>A call as it arrived: what the pipeline needs from the transport, and nothing of it.</summary>
internal sealed class InboundCall
{
    public required string RequestId { get; init; }

    /// <summary>What is asked for.</summary>
    public required Surface Surface { get; init; }

    /// <summary>How refusals are written.</summary>
    public ErrorShape ErrorShape { get; init; }

    /// <summary>The deployment that the path names, as Azure's do: the model, where the body names none.</summary>
    public string? Deployment { get; init; }

    /// <summary>The header <c>x-keeptrusts-untrusted</c>: numbers of messages for whose text the caller does not vouch.</summary>
    public string? Untrusted { get; init; }

    /// <summary>The path that was called.</summary>
    public required string Route { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Time stamp of <see cref="TimeProvider.GetTimestamp"/> at arrival.</summary>
    public required long ArrivedTimestamp { get; init; }

    /// <summary>The caller's key; never logged.</summary>
    public required SentKey Key { get; init; }

    /// <summary>The header <c>X-User-Id</c>: for whom the caller says that it acts. Whether that counts depends on its key.</summary>
    public string? UserHeader { get; init; }

    /// <summary>The caller's <c>traceparent</c>, where the web server makes no activity of it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>How many such headers there are.</summary>
    public int UserHeaders { get; init; }

    /// <summary>The caller's address: the connection's other end, or what proxies that are trusted say of it.</summary>
    public IPAddress? Remote { get; init; }

    /// <summary>Reads the body; called once, after the caller is known.</summary>
    public required Func<ValueTask<Step<CallBody>>> ReadBodyAsync { get; init; }

    public required ICallReply Reply { get; init; }

    /// <summary>What can end the call before its time.</summary>
    public required CallEnd End { get; init; }

    /// <summary>Fires when the caller hangs up, or somebody cuts the call: nobody waits for an answer any more.</summary>
    public CancellationToken HungUp => End.Either;
}
