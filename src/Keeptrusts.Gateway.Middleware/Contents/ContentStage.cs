using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Decides what of a call's texts its event keeps, and refuses calls of which it could not be kept as the policy says.</summary>
internal sealed class ContentStage(IOptions<GatewayOptions> options, ILogger<ContentStage> logger, IContentKeySource? source = null)
{
    private const int ShortestKey = 32;

    /// <returns>What keeps the call's texts; <see langword="null"/> where nothing is kept.</returns>
    public async ValueTask<Step<ContentKeeper>?> BeginAsync(Grant grant, CallRecord record)
    {
        var rule = grant.Scope.Audit;
        if (rule.Content != AuditContent.Hash)
        {
            return rule.Content == AuditContent.None ? default(Step<ContentKeeper>?) : new ContentKeeper(grant, rule.Content, default);
        }

        var key = await KeyAsync(record.Call).ConfigureAwait(false);
        if (key.Length < ShortestKey)
        {
            return rule.Binding ? Unavailable(grant) : default(Step<ContentKeeper>?);
        }

        return new ContentKeeper(grant, rule.Content, key);
    }

    private static Refusal Unavailable(Grant grant) => AuditRefusals.Unavailable with
    {
        Message = $"The configuration `{grant.Configuration.Label}` has keyed hashes of texts recorded (`content: hash`), and the gateway has no key for them. "
            + "A gateway node needs its control plane once to get it; a program that embeds the gateway sets `GatewayOptions.ContentHashKey` (32 bytes or more) or registers an `IContentKeySource`.",
    };

    private async ValueTask<ReadOnlyMemory<byte>> KeyAsync(InboundCall call)
    {
        if (source is null)
        {
            return options.Value.ContentHashKey;
        }

        try
        {
            return await source.GetAsync(call.HungUp).ConfigureAwait(false);
        }
        catch (Exception e) when (!call.HungUp.IsCancellationRequested)
        {
            logger.ContentKeyUnavailable(call.RequestId, e.GetType().Name);
            return default;
        }
    }
}
