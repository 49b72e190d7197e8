using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Contents;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Providers;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>How far a call got: what settling needs to know, whatever happened.</summary>
internal sealed class CallState(InboundCall call) : IDisposable
{
    public CallRecord Record { get; } = new(call);

    public Attempt Attempt { get; } = new();

    public KeyRecord? Key { get; set; }

    public CallBody? Body { get; set; }

    public Grant? Grant { get; set; }

    /// <summary>The configuration that governs the key, for calls that were refused before they had a grant.</summary>
    public PolicyConfiguration? Governing { get; set; }

    /// <summary>What the event keeps of the call's texts; <see langword="null"/>: nothing.</summary>
    public ContentKeeper? Content { get; set; }

    public Hold? Hold { get; set; }

    public UpstreamReply? Upstream { get; set; }

    public void Dispose()
    {
        Upstream?.Dispose();
        Content?.Dispose();
        Body?.Dispose();
    }
}
