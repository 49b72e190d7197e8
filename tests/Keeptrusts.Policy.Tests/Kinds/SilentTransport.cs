using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Tests.Kinds;

/// <summary>A moderation service that never answers.</summary>
internal sealed class SilentTransport : IModerationTransport
{
    public async ValueTask<ReadOnlyMemory<byte>> SendAsync(ModerationRequest request, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return default;
    }
}
