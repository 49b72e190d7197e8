using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Nodes.Links;

namespace Keeptrusts.Host.Runtime.Links;

/// <summary>The organisation's key of the hashes of texts in events, over the link: asked for once.</summary>
internal sealed class LinkContentKeys(ControlLink link) : IContentKeySource
{
    private byte[]? _key;

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellation) =>
        _key ??= (await link.AskAsync(LinkOps.ContentKey, new Done(), LinkJson.Default.Done, LinkJson.Default.SecretBytes, cancellation)).Value;
}
