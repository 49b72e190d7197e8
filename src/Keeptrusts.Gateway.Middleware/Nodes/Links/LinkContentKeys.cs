using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>The organisation's key of the hashes of texts in events, over the link: asked for once.</summary>
internal sealed class LinkContentKeys(ControlLink link) : IContentKeySource
{
    private byte[]? _key;

    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellation) =>
        _key ??= (await link.AskAsync(LinkOps.ContentKey, new Done(), LinkJson.Default.Done, LinkJson.Default.SecretBytes, cancellation).ConfigureAwait(false)).Value;
}
