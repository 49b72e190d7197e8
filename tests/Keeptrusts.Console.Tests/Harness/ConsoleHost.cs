using System.Text.RegularExpressions;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>A host with a console, as its users run it.</summary>
public sealed partial class ConsoleHost : IAsyncDisposable
{
    public const string Password = "four words are enough";

    private ConsoleHost(GatewayProcess process) => Process = process;

    public GatewayProcess Process { get; }

    public Uri Url => Process.ControlUrl;

    /// <summary>The one-time link that the start printed.</summary>
    public string FirstLink => Link().Match(Process.Log).Value;

    public static async Task<ConsoleHost> StartAsync(GatewayProcessOptions? options = null) => new(await GatewayProcess.StartAsync(options));

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

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    [GeneratedRegex(@"http://\S+/setup#\S+")]
    private static partial Regex Link();
}
