using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Hosting;

/// <summary>Sends real keys everywhere that a person may put one by mistake, then looks for them in everything the host left behind.</summary>
public sealed partial class KeySecrecyTests
{
    private readonly StringBuilder _answers = new();

    [Fact]
    public async Task Keys_SentEverywhere_AreNowhereAfterwards()
    {
        await using var host = await GatewayProcess.StartAsync();
        var gateway = KeyIn((await host.KtAsync("tokens", "create", "--name", "app")).MustSucceed().Output);
        var control = KeyIn((await host.KtAsync("tokens", "create", "--type", "control", "--name", "ops", "--role", "admin")).MustSucceed().Output);
        var rotated = KeyIn((await host.KtAsync("tokens", "rotate", "app")).MustSucceed().Output);
        (await host.KtAsync("tokens", "ensure", "--name", "env", "--env-file", Path.Combine(host.Folder, ".env"))).MustSucceed();
        var ensured = KeyIn(await File.ReadAllTextAsync(Path.Combine(host.Folder, ".env"), TestContext.Current.CancellationToken));
        string[] keys = [gateway, control, rotated, ensured];
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        foreach (var key in keys)
        {
            // 1. The control plane: as a credential, in paths, queries, headers, and bodies good and bad.
            foreach (var path in (string[])[$"/v1/tokens/{key}", $"/v1/teams/{key}", $"/v1/users/{key}", $"/v1/approvals/{key}", $"/v1/events/{key}", $"/{key}", $"/v1/tokens?cursor={key}&owner={key}", $"/v1/events?verdict={key}", "/v1/whoami"])
            {
                await SendAsync(http, HttpMethod.Get, new Uri(host.ControlUrl, path), control, null);
                await SendAsync(http, HttpMethod.Get, new Uri(host.ControlUrl, path), key, null);
            }

            foreach (var body in (string[])
                [
                    $$"""{"name":"{{key}}"}""", $$"""{"name":"x","team_id":"{{key}}"}""", $$"""{"name":"x","expires_in":"{{key}}"}""", $$"""{"name":"x","token_type":"{{key}}"}""",
                    $$"""{"name":"x","template":"{{key}}"}""", $$"""{"name":"x","owner":"{{key}}"}""", $$"""{"{{key}}":1}""", $$"""{"name":{{key}}}""", key, $$"""{"sha256":"{{key}}"}""",
                ])
            {
                foreach (var path in (string[])["/v1/tokens", "/v1/tokens/identify", "/v1/tokens/ensure", "/v1/tokens/revoke", "/v1/teams", "/v1/users"])
                {
                    await SendAsync(http, HttpMethod.Post, new Uri(host.ControlUrl, path), control, body, key);
                }
            }

            // 2. The data plane: as a credential of the wrong kind or cut short, in the path, and in what is said.
            foreach (var credential in (string[])[key, key[..^1], key + "x"])
            {
                await SendAsync(http, HttpMethod.Post, new Uri(host.Url, "/v1/chat/completions"), credential, $$"""{"model":"{{key}}"}""");
                await SendAsync(http, HttpMethod.Post, new Uri(host.Url, $"/v1/{key}"), credential, "{}");
                await SendAsync(http, HttpMethod.Get, new Uri(host.Url, $"/v1/models/{key}"), credential, null);
            }

            // 3. The command line.
            foreach (var arguments in (string[][])[["tokens", "show", key], ["team", "show", key], ["tokens", "create", "--name", key], ["tokens", key], ["approvals", "take", key], ["tokens", "list", $"--{key}"]])
            {
                var result = await host.KtAsync(arguments);
                _answers.AppendLine(result.Output).AppendLine(result.Error);
            }

            var identified = await host.KtWithInputAsync(key, "tokens", "identify");
            _answers.AppendLine(identified.Output).AppendLine(identified.Error);
        }

        var left = new Dictionary<string, string> { ["answers"] = _answers.ToString(), ["log"] = host.Log };
        foreach (var file in Directory.EnumerateFiles(host.Data, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) is not ("lock" or "cli.json")))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            left[file] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        Assert.All(left, place => Assert.DoesNotContain(keys, key => place.Value.Contains(key[12..], StringComparison.Ordinal)));
    }

    private async Task SendAsync(HttpClient http, HttpMethod method, Uri address, string credential, string? body, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request);
        _answers.AppendLine(response.ToString()).AppendLine(await response.Content.ReadAsStringAsync());
    }

    private static string KeyIn(string text) => Key.Match(text).Value is { Length: > 0 } key ? key : throw new InvalidOperationException("no key was printed");

    [GeneratedRegex("kt_[ag]k_[0-9A-Za-z]{49}")]
    private static partial Regex Key { get; }
}
