using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Storage;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>A host with a console, as its users run it.</summary>
public sealed partial class ConsoleHost : IAsyncDisposable
{
    public const string Password = "four words are enough";

    private ConsoleHost(GatewayProcess process) => Process = process;

    private string? _folder;
    private HttpClient? _control;

    public GatewayProcess Process { get; }

    public Uri Url => Process.ControlUrl;

    /// <summary>The one-time link that the start printed.</summary>
    public string FirstLink => Link().Match(Process.Log).Value;

    public static async Task<ConsoleHost> StartAsync(GatewayProcessOptions? options = null) => new(await GatewayProcess.StartAsync(options));

    /// <summary>A host that has a history: it starts once for what every installation has, and again over what was filled in.</summary>
    internal static async Task<ConsoleHost> StartFilledAsync(Func<ControlDatabase, Task> fill, GatewayProcessOptions? options = null, DatabaseAddress? address = null)
    {
        var folder = Directory.CreateTempSubdirectory("keeptrusts-test-").FullName;
        options = (options ?? new()) with { Folder = folder };
        await using (var first = await GatewayProcess.StartAsync(options))
        {
            await first.StopAsync();
            await using var database = await ControlDatabase.OpenAsync(address ?? DatabaseAddress.Sqlite(first.Data), CancellationToken.None);
            await fill(database);
        }

        return new(await GatewayProcess.StartAsync(options)) { _folder = folder };
    }

    /// <summary>Opens the first link and becomes the administrator Ada.</summary>
    public async Task<Tab> AdministratorAsync(Browser browser, Look? look = null)
    {
        var tab = await browser.OpenAsync(Url, look);
        await tab.SetUpAsync(FirstLink, "Ada");
        return tab;
    }

    /// <summary>A user with a role in a team, signed in by an invitation.</summary>
    public async Task<Tab> PersonAsync(Browser browser, string id, string team, string role, Look? look = null)
    {
        var control = await ControlAsync();
        await MustAsync(control, HttpMethod.Post, "/v1/users", new { id });
        await MustAsync(control, HttpMethod.Put, $"/v1/teams/{team}/members/{id}", new { role });
        var invited = await MustAsync(control, HttpMethod.Post, $"/v1/users/{id}/invite");
        var tab = await browser.OpenAsync(Url, look);
        await tab.SetUpAsync(Link().Match(invited).Value, null);
        return tab;
    }

    // A process of `kt` for each step would take longer than all the rest of many a test.
    private async Task<HttpClient> ControlAsync()
    {
        if (_control is null)
        {
            var made = (await Process.KtAsync("tokens", "create", "--type", "control", "--name", "tests", "--role", "admin", "--expires-in", "1d", "--json")).MustSucceed();
            _control = new HttpClient { BaseAddress = Url };
            _control.DefaultRequestHeaders.Authorization = new("Bearer", (string?)made.Json["key"]);
        }

        return _control;
    }

    private static async Task<string> MustAsync(HttpClient control, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await control.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        _control?.Dispose();
        await Process.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [GeneratedRegex(@"http://[^\s""]+/setup#[^\s""]+")]
    private static partial Regex Link();
}
