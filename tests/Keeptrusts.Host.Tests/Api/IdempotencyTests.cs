using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Api;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync(time: _time);

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Creation_AskedForTwice_HappensOnceAndShowsTheKeyOnce()
    {
        var first = await PostAsync("/v1/tokens", new { name = "a" }, "once");
        var second = await PostAsync("/v1/tokens", new { name = "a" }, "once");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Body.Text("id"), second.Body.Text("id"));
        Assert.Equal((false, true), (first.Replayed, second.Replayed));
        Assert.StartsWith("kt_gk_", first.Body.Text("key"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, second.Body.GetProperty("key").ValueKind);
        Assert.Contains("cannot be shown again", second.Body.Text("key_note"), StringComparison.Ordinal);
        Assert.Single((await _host.MustAsync(HttpMethod.Get, "/v1/tokens")).GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Key_UsedForAnotherBody_Is422()
    {
        await PostAsync("/v1/teams", new { id = "a" }, "once");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/v1/teams", new { id = "b" }, "once")).Status);
    }

    [Fact]
    public async Task Key_OfAnotherCaller_IsAnotherKey()
    {
        var other = await _host.AddControlTokenAsync(null, null, "admin");
        await PostAsync("/v1/teams", new { id = "a" }, "once");
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/v1/teams", new { id = "b" }, "once", other)).Status);
    }

    [Fact]
    public async Task Creation_Refused_LeavesTheKeyFree()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync("/v1/teams", new { id = "NOT" }, "once")).Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/v1/teams", new { id = "a" }, "once")).Status);
    }

    [Fact]
    public async Task Key_AfterADay_IsForgotten()
    {
        await PostAsync("/v1/teams", new { id = "a" }, "once");
        _time.Advance(TimeSpan.FromHours(23));
        Assert.True((await PostAsync("/v1/teams", new { id = "a" }, "once")).Replayed);
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("/v1/teams", new { id = "a" }, "once")).Status);
    }

    [Fact]
    public async Task Creation_ManyAtOnce_HappensOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync("/v1/tokens", new { name = "a" }, "once")));
        Assert.Single(answers, a => a is { Status: HttpStatusCode.Created, Replayed: false });
        Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Created or HttpStatusCode.Conflict, a.Body.ToString()));
        Assert.Single((await _host.MustAsync(HttpMethod.Get, "/v1/tokens")).GetProperty("data").EnumerateArray());
    }

    private async Task<(HttpStatusCode Status, JsonElement Body, bool Replayed)> PostAsync(string path, object body, string key, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _host.Control + path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token ?? _host.MachineToken);
        request.Headers.Add("Idempotency-Key", key);
        using var response = await _host.Http.SendAsync(request);
        return (response.StatusCode, JsonElement.Parse(await response.Content.ReadAsStringAsync()), response.Headers.Contains("Idempotency-Replayed"));
    }
}
