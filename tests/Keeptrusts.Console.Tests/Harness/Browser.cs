using Microsoft.Playwright;

namespace Keeptrusts.Console.Tests.Harness;

/// <summary>The system's Chromium, started once for all tests; each tab has a profile of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Candidates = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Executable() is { } executable)
        {
            // A machine that builds something else at the same time is slow, not wrong.
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Headless = true, Args = Arguments, SlowMo = Lag.Pause });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>A tab of a browser that nobody used before; skips the test where there is no Chromium.</summary>
    /// <param name="console">The console's address.</param>
    /// <param name="look">Width and theme; else a light desktop.</param>
    /// <param name="state">Cookies of another tab, to be signed in as it is.</param>
    public async Task<Tab> OpenAsync(Uri console, Look? look = null, string? state = null)
    {
        Assert.SkipUnless(_browser is not null, "Chromium is not installed: run ./test.sh, or install the package `chromium`.");
        look ??= Look.Desktop;
        var context = await _browser.NewContextAsync(new()
        {
            StorageState = state,
            BaseURL = console.ToString(),
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(40_000);
        await Lag.ApplyAsync(context, Lag.Most);
        return new Tab(context, await context.NewPageAsync());
    }

    private static string? Executable() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Candidates.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
