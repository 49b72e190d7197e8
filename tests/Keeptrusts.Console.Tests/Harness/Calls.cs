using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>Calls through the gateway, so that pages have something to show.</summary>
internal static class Calls
{
    public static async Task MakeAsync(ConsoleHost host, int count, string key = "first-key", string content = "Write to ada@example.org", string model = "gpt-4o-mini")
    {
        var made = await host.Process.CreateKeyAsync(key);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await SendAsync(host, made.Token, content, model));
        }
    }

    /// <summary>One call by a key that is there already.</summary>
    public static async Task<HttpStatusCode> SendAsync(ConsoleHost host, string token, string content, string model = "gpt-4o-mini")
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.PostAsJsonAsync(new Uri(host.Process.Url, "/v1/chat/completions"), new { model, messages = new[] { new { role = "user", content } } });
        return answer.StatusCode;
    }
}
