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
        (await Process.KtAsync("user", "create", id)).MustSucceed();
        (await Process.KtAsync("team", "add-member", team, id, "--role", role)).MustSucceed();
        var invited = (await Process.KtAsync("user", "invite", id)).MustSucceed();
        var tab = await browser.OpenAsync(Url, look);
        await tab.SetUpAsync(Link().Match(invited.Output).Value, null);
        return tab;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [GeneratedRegex(@"http://\S+/setup#\S+")]
    private static partial Regex Link();
}
