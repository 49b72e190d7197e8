namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>
/// The key by which texts are hashed for events, where a policy asks for that (<c>content: hash</c>). The host supplies it; without one it is
/// <c>GatewayOptions.ContentHashKey</c>, and calls under such a policy are refused where there is neither.
/// </summary>
public interface IContentKeySource
{
    /// <summary>The key: secret, one per organisation, always the same, at least 32 bytes. What throws counts as unavailable. Answer from memory where you can.</summary>
    /// <param name="cancellation">Set when the caller has gone.</param>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(CancellationToken cancellation);
}
