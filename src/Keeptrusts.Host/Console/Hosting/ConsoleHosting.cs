using Keeptrusts.Host.Console.Access;
using Keeptrusts.Host.Console.Chat;
using Keeptrusts.Host.Console.Layout;
using Keeptrusts.Host.Console.Pages;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Protection;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.FluentUI.AspNetCore.Components;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Wires the console into the control plane.</summary>
internal static class ConsoleHosting
{
    private static readonly string AssetManifest = Path.Combine(AppContext.BaseDirectory, "kt.staticwebassets.endpoints.json");

    /// <summary>A message of the chat comes in one piece: its most characters, with what UTF-8 and JSON make of them.</summary>
    private const int MostFromBrowser = 256 * 1024;

    /// <summary>The console's files lie beside the program, wherever it is started.</summary>
    public static WebApplicationOptions Options => new() { ApplicationName = "kt", ContentRootPath = AppContext.BaseDirectory };

    public static void AddConsole(this IServiceCollection services, HostSettings settings, KeyRing ring)
    {
        var authentication = services.AddAuthentication(BrowserSessions.Scheme)
            .AddCookie(BrowserSessions.Scheme, cookie => BrowserSessions.Configure(cookie, comesBackFromProvider: settings.Oidc is not null));
        if (settings.Oidc is { } provider)
        {
            authentication.AddOpenIdConnect(OpenIdSignIn.Scheme, oidc => OpenIdSignIn.Configure(oidc, provider));
            services.AddSingleton(s => new ExternalSignIn(
                s.GetRequiredService<ISignInStore>(), s.GetRequiredService<IPeople>(), s.GetRequiredService<UserService>(), s.GetRequiredService<MemberService>(), s.GetRequiredService<AuditTrail>(), provider.Groups));
        }

        services.AddSingleton(new SignInOptions(settings.Oidc is { } named ? new Uri(named.Authority).Host : null));
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "kt_antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 50;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        }).AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostFromBrowser);
        services.AddHttpContextAccessor();
        services.AddFluentUIComponents(fluent => fluent.ValidateClassNames = false);
        services.AddScoped<ConsoleSession>().AddSingleton<RunningTurns>().AddTransient<ChatTalk>().AddSingleton<KeyBudgets>().AddSingleton<FirstCall>();

        // The installation's own ring, in place of one that the framework would make for itself, and read when it is first needed.
        services.AddSingleton<IDataProtectionProvider>(ring.ForWeb());
        foreach (var preload in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToList())
        {
            services.Remove(preload);
        }
    }

    /// <summary>
    /// Answers for the console, and passes on what is not its own. What it needs is put together for the first request that is no tool's, so that no start
    /// waits for it.
    /// </summary>
    public static void UseConsole(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.Use(next =>
        {
            var console = new Lazy<RequestDelegate>(() => Build(app, next));
            return context => IsOfTools(context.Request.Path) ? next(context) : console.Value(context);
        });
    }

    private static RequestDelegate Build(IApplicationBuilder app, RequestDelegate next)
    {
        var console = app.New();
        console.UseCircuitOrigin();
        console.UseStatusCodePagesWithReExecute("/not-found");
        console.UseRouting();
        console.UsePageDoor();
        console.UseAntiforgery();
        console.UseEndpoints(routes =>
        {
            var pages = routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
            SessionEndpoints.Map(routes);
            if (app.ApplicationServices.GetRequiredService<SignInOptions>().Provider is not null)
            {
                routes.MapGet(OpenIdSignIn.StartPath, OpenIdSignIn.StartAsync);
            }

            if (File.Exists(AssetManifest))
            {
                routes.MapStaticAssets(AssetManifest);
                pages.WithStaticAssets(AssetManifest);
            }
        });
        console.Run(next);
        return console.Build();
    }

    private static bool IsOfTools(PathString path) =>
        path.StartsWithSegments("/v1") || path.StartsWithSegments("/openapi") || path == "/health" || path == "/healthz" || path == "/readyz";
}
