using System.Buffers;
using Keeptrusts.Gateway.Middleware.Providers;

namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>Reads an answer that comes whole.</summary>
internal static class BodyReader
{
    private const int FirstRead = 2 * 1024;

    /// <returns>The body, or <see langword="null"/> when it is larger than allowed.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(UpstreamReply reply, AttemptClock clock, int mostBytes)
    {
        var body = new ArrayBufferWriter<byte>(FirstRead);
        while (true)
        {
            var count = await reply.Body.ReadAsync(body.GetMemory(1), clock.Token).ConfigureAwait(false);
            if (count == 0)
            {
                return body.WrittenMemory;
            }

            clock.Heard();
            body.Advance(count);
            if (body.WrittenCount > mostBytes)
            {
                return null;
            }
        }
    }
}
