using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Protection;

namespace Keeptrusts.Host.Runtime;

/// <summary>The organisation's key of the hashes of texts in events.</summary>
internal sealed class ContentKeys(OrganisationKeys keys) : IContentKeySource
{
    public ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellation) => keys.GetAsync(OrganisationKeys.Contents, cancellation);
}
