using System.Net;
using System.Net.Http.Json;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Api;

/// <summary><c>self_service.key_budget</c>: what a template gives each of its users, whatever the number of keys.</summary>
public sealed class TemplateBudgetTests
{
    private const int CallUsd = 10;

    [Fact]
    public async Task Keys_TenOfOneTemplateByOneUser_SpendNoMoreThanOne()
    {
        await using var host = await RunningHost.StartAsync(time: new FakeTimeProvider(DateTimeOffset.UtcNow));
        await host.AddTeamAsync("search");
        await host.AddPersonAsync("ada", "search", "developer");
        await host.AddPersonAsync("ben", "search", "developer");
        await host.MustAsync(HttpMethod.Put, "/v1/prices", new { provider = "echo", model = "any", input_per_1m_usd = 0, output_per_1m_usd = 0, per_request_usd = CallUsd });

        // $25 a week: two calls of $10, by whichever keys.
        var served = 0;
        for (var i = 0; i < 10; i++)
        {
            served += await CallAsync(host, await KeyAsync(host, $"ada-{i}", "ada"));
        }

        Assert.Equal(2, served);
        Assert.Equal(0, await CallAsync(host, await KeyAsync(host, "ada-more", "ada")));
        Assert.Equal(1, await CallAsync(host, await KeyAsync(host, "ben-0", "ben")));
    }

    private static async Task<string> KeyAsync(RunningHost host, string name, string owner) =>
        (await host.CreateTokenAsync(new { name, owner, team_id = "search", template = "standard-dev" })).Text("key");

    /// <returns>1 for an answer, 0 for a refusal by the budget.</returns>
    private static async Task<int> CallAsync(RunningHost host, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Gateway}/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "any", max_tokens = 10, messages = new[] { new { role = "user", content = "hello" } } }),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await host.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK || text.Contains("\"ada/standard-dev\"", StringComparison.Ordinal), text);
        return answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
    }
}
