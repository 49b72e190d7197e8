using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ChatClientTarget;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.EndToEnd.Tests.SampleProjects;

/// <summary>The sample of a host's own model as a target.</summary>
public sealed class ChatClientTargetTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_OfTheSample_IsAnsweredWithinItsPolicies(bool stream)
    {
        var folder = Directory.CreateTempSubdirectory("kt-sample").FullName;
        var key = GatewayKey.Create(KeyKind.Gateway, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
        var keys = Path.Combine(folder, "keys.json");
        await File.WriteAllTextAsync(keys, $$"""[{ "sha256": "{{Convert.ToHexStringLower(key.Hash())}}", "name": "t", "team": "t" }]""", TestContext.Current.CancellationToken);
        await using (var app = SampleHost.Build("http://127.0.0.1:0", keys, Path.Combine(folder, "journal")))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
            using var body = new StringContent($$"""{"model":"shout-1","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"write to jane@example.com"}]}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), body, TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, text);
            Assert.Contains("WRITE", text, StringComparison.Ordinal);
            Assert.Contains("[EMAIL_ADDRESS]", text, StringComparison.Ordinal);
            Assert.DoesNotContain("jane", text, StringComparison.OrdinalIgnoreCase);
        }

        Directory.Delete(folder, recursive: true);
    }
}
