using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Contents;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Routing;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>How far a call got: what settling needs to know, whatever happened.</summary>
internal sealed class CallState(InboundCall call) : IDisposable
{
    public CallRecord Record { get; } = new(call);

    /// <summary>The attempt at a provider that is being made, or was the last.</summary>
    public Attempt Attempt { get; private set; } = new();

    /// <summary>Which attempt that is, from 1; 0 before the first.</summary>
    public int Attempts { get; set; }

    /// <summary>How the attempt that ended last did.</summary>
    public string? LastOutcome { get; set; }

    /// <summary>What that attempt cost, once it is over.</summary>
    public Settlement? Settled { get; set; }

    /// <summary>What all attempts that are over have cost.</summary>
    public Settlement Spent { get; set; } = Settlement.Nothing;

    /// <summary>Tokens that all attempts that are over have used.</summary>
    public long Tokens { get; set; }

    public KeyRecord? Key { get; set; }

    public CallBody? Body { get; set; }

    public Grant? Grant { get; set; }

    /// <summary>The configuration that governs the key, for calls that were refused before they had a grant.</summary>
    public PolicyConfiguration? Governing { get; set; }

    /// <summary>What the event keeps of the call's texts; <see langword="null"/>: nothing.</summary>
    public ContentKeeper? Content { get; set; }

    /// <summary>Where the last attempt goes, or will once there is money for it.</summary>
    public Route? Route { get; set; }

    public Hold? Hold { get; set; }

    public UpstreamReply? Upstream { get; set; }

    /// <summary>When the caller was sent something last, or else when the call came.</summary>
    public long SentAt { get; set; } = call.ArrivedTimestamp;

    /// <summary>A further attempt takes the place of one that is over.</summary>
    public void BeginAttempt(Hold hold)
    {
        Upstream?.Dispose();
        (Hold, Upstream, Settled, Attempt) = (hold, null, null, new());
    }

    public void Dispose()
    {
        Upstream?.Dispose();
        Content?.Dispose();
        Body?.Dispose();
    }
}
