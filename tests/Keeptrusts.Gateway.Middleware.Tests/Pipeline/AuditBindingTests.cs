using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>A journal that is full: nothing is answered unrecorded, unless the document says that it may be.</summary>
public sealed class AuditBindingTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    private bool _full;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_JournalFull_IsRefusedUntilThereIsRoom(bool stream)
    {
        await using var gateway = await StartAsync();
        var body = stream ? Hi.Replace("{\"model", "{\"stream\":true,\"model", StringComparison.Ordinal) : Hi;
        _full = true;
        var refused = await gateway.CallAsync(body);
        Assert.Contains("audit_unavailable", refused.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", refused.Body, StringComparison.Ordinal);
        Assert.True(stream || refused.Status == 503);
        Assert.Equal(503, (int)(await gateway.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);

        // `/readyz` finds out by itself: who is not ready gets no calls to find out by.
        _full = false;
        Assert.Equal(200, (int)(await gateway.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(200, (await gateway.CallAsync(body)).Status);
        Assert.Equal(1, (await gateway.EventAsync()).Seq);
    }

    [Fact]
    public async Task Call_JournalFullAndAuditNotBinding_IsAnsweredAndNotRecorded()
    {
        await using var gateway = await StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null).Replace("audit-logger: { retention_days: 90 }", "audit-logger: { binding: false, retention_days: 90 }", StringComparison.Ordinal));
        _full = true;
        Assert.Equal(200, (await gateway.CallAsync(Hi)).Status);
        _full = false;
        var answer = await gateway.CallAsync(Hi);
        var recorded = await gateway.EventAsync();
        Assert.Equal((answer["x-request-id"], 1L, 90), (recorded.RequestId, recorded.Seq, recorded.RetentionDays));
    }

    private Task<TestGateway> StartAsync() => TestGateway.StartAsync(disk: new FakeDisk((file, bytes, offset) =>
        RandomAccess.Write(file, _full ? throw new IOException("No space left on device") : bytes.Span, offset)));
}
