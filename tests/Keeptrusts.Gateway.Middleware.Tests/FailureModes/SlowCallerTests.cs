using System.Globalization;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A caller that does not read a long stream: that is not the provider's fault.</summary>
public sealed class SlowCallerTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const int Events = 400;

    // More than the buffers of two connections hold.
    private static readonly EventsReply Long = new([.. Enumerable.Range(0, Events).Select(number => Chunk(number, "null")), Chunk(Events, "\"stop\""), "[DONE]"]);

    [Fact]
    public async Task Stream_CallerReadsLate_ComesWholeAndTheTargetStaysInUse()
    {
        gateway.Begin(target: "timeouts: { first_byte_seconds: 100, idle_seconds: 10, total_seconds: 60 }", providers: "circuit_breaker: { failure_threshold: 1, cooldown_seconds: 1000 }");
        var face = Faces.Of("chat");
        face.Reply(gateway.Upstream, Long);
        using var response = await gateway.SendAsync(face, face.Body("hi", stream: true), leaving: TestContext.Current.CancellationToken);

        // Each second takes a while, so that no provider would be silent for ten of them.
        for (var second = 0; second < 30; second++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            gateway.Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var answer = await ClientAnswer.ReadAsync(response);
        Assert.Equal((200, false), (answer.Status, answer.WasCut));
        Assert.Equal("[DONE]", answer.Events[^1]);
        Assert.Equal(Events + 2, answer.Events.Count);

        gateway.Upstream.Reset();
        Assert.Equal(200, (await gateway.CallAsync(face, face.Body("hi"))).Status);
    }

    private static string Chunk(int number, string finish) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"{{{new string('x', 50_000)}}} [{{{number}}}] "},"finish_reason":{{{finish}}}}]}""");
}
