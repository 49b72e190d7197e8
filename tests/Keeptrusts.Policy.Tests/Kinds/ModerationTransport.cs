using System.Text;
using System.Text.Json;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Tests.Kinds;

/// <summary>A moderation service by hand.</summary>
internal sealed class ModerationTransport(Func<JsonElement, string> answer) : IModerationTransport
{
    public List<(string? Target, string? Url, JsonElement Body)> Requests { get; } = [];

    public ValueTask<ReadOnlyMemory<byte>> SendAsync(ModerationRequest request, CancellationToken cancellation)
    {
        var body = JsonDocument.Parse(request.Body).RootElement;
        Requests.Add((request.Target, request.Url?.AbsoluteUri, body));
        return new(Encoding.UTF8.GetBytes(answer(body)));
    }
}
