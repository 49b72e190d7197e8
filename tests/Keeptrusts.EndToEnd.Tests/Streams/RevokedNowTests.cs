using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Databases;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Streams;

/// <summary>What a revocation does to answers that are under way.</summary>
public sealed class RevokedNowTests
{
    [Fact]
    public async Task Revoke_OpenStream_GoesOnUntilItIsSaidNow()
    {
        await using var upstream = await MockUpstream.StartAsync();
        upstream.Reply = new ChatReply { Text = new string('a', 40_000), Cuts = [4], EventDelay = TimeSpan.FromMilliseconds(5) };
        await using var host = await StartAsync(upstream, null);
        using var http = Client();
        var key = await host.CreateKeyAsync("laptop");
        using var response = await AskAsync(http, host, key.Token, stream: true);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);

        (await host.KtAsync("tokens", "revoke", "laptop")).MustSucceed();
        using (var refused = await AskAsync(http, host, key.Token, stream: true))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        // More than could have been under way before.
        await body.ReadAtLeastAsync(new byte[50_000], 50_000, cancellationToken: TestContext.Current.CancellationToken);

        (await host.KtAsync("tokens", "revoke", key.Id, "--now")).MustSucceed();
        var rest = new MemoryStream();
        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(rest, TestContext.Current.CancellationToken));
        var end = Encoding.UTF8.GetString(rest.ToArray());
        Assert.Contains("\"code\":\"key_revoked\"", end[end.LastIndexOf("data:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", end, StringComparison.Ordinal);
        await upstream.Calls[0].Cancelled.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var control = await ControlApi.OpenAsync(host);
        var record = await control.EventAsync(response.Headers.GetValues("x-request-id").Single());
        Assert.Equal(("cut", "key_revoked"), ((string?)record["outcome"], (string?)record["error_code"]));
        Assert.True((decimal)record["cost_usd"]! > 0);
    }

    [Fact]
    public async Task RevokeNow_OnOneNode_EndsTheCallsOfAll()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await using var upstream = await MockUpstream.StartAsync();
        upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall, EndAfterEvents = 3 };
        await using var here = await StartAsync(upstream, database);
        await using var there = await StartAsync(upstream, database);
        var token = (string)(await there.KtAsync("tokens", "create", "--type", "control", "--role", "gateway", "--name", "edge", "--expires-in", "1d", "--json")).MustSucceed().Json["key"]!;
        await using var linked = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Command = ["gateway", "run", "--control-plane", there.ControlUrl.ToString()],
            Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_GATEWAY_TOKEN"] = token, [Policies.ProviderKeyVariable] = Policies.ProviderKey },
        });
        using var http = Client();
        (await here.KtAsync("user", "create", "ada")).MustSucceed();
        var key = await here.CreateKeyAsync("laptop", "default", "--owner", "ada");
        var other = await here.CreateKeyAsync("desk");
        var open = new List<HttpResponseMessage>();
        foreach (var node in (GatewayProcess[])[here, there, linked])
        {
            HttpResponseMessage response;
            while ((response = await AskAsync(http, node, key.Token, stream: true)).StatusCode == HttpStatusCode.Unauthorized)
            {
                response.Dispose(); // Not heard of the key yet.
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            open.Add(response);
        }

        using var untouched = await AskAsync(http, here, other.Token, stream: true);
        var ends = open.Select(async response =>
        {
            var reply = await StreamedReply.ReadAsync(response);
            return (reply, At: Stopwatch.GetTimestamp());
        }).ToList();
        var left = StreamedReply.ReadAsync(untouched);

        (await here.KtAsync("user", "deactivate", "ada", "--now")).MustSucceed();
        var said = Stopwatch.GetTimestamp();
        foreach (var (reply, at) in await Task.WhenAll(ends).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
        {
            TestContext.Current.TestOutputHelper!.WriteLine($"ended {Stopwatch.GetElapsedTime(said, at).TotalMilliseconds:0} ms after the command");
            Assert.Equal(("key_revoked", false, false), ((string?)reply.Error?["code"], reply.Done, reply.EndedCleanly));
        }

        Assert.False(left.IsCompleted);
        open.ForEach(response => response.Dispose());
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false, ResponseDrainTimeout = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(60) };

    private static Task<HttpResponseMessage> AskAsync(HttpClient http, GatewayProcess host, string key, bool stream)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/v1/chat/completions"))
        {
            Content = new StringContent(Requests.Chat("Go on.", stream: stream), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static Task<GatewayProcess> StartAsync(MockUpstream upstream, string? database) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Policy = Policies.Standard(upstream.BaseUrl),
        Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey, ["KEEPTRUSTS_DATABASE"] = database },
    });
}
