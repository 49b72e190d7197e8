using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>Calls through the gateway, so that pages have something to show.</summary>
internal static class Calls
{
    public static async Task MakeAsync(ConsoleHost host, int count, string key = "first-key", string content = "Write to ada@example.org")
    {
        var made = await host.Process.CreateKeyAsync(key);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Token);
        for (var i = 0; i < count; i++)
        {
            using var answer = await http.PostAsJsonAsync(new Uri(host.Process.Url, "/v1/chat/completions"), new { model = "gpt-4o-mini", messages = new[] { new { role = "user", content } } });
            answer.EnsureSuccessStatusCode();
        }
    }
}
