using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Sign-in by an OpenID provider: code flow with PKCE; what comes back is exchanged for a session of the console, and no token of the provider is kept.</summary>
internal static class OpenIdSignIn
{
    public const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    /// <summary>Where a sign-in by the provider begins.</summary>
    public const string StartPath = "/session/provider";

    public static void Configure(OpenIdConnectOptions oidc, OidcSettings settings)
    {
        oidc.Authority = settings.Authority;
        oidc.ClientId = settings.ClientId;
        oidc.ClientSecret = settings.ClientSecret;
        oidc.RequireHttpsMetadata = settings.Authority.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        oidc.SignInScheme = BrowserSessions.Scheme;
        oidc.CallbackPath = "/signin/provider";
        oidc.ResponseType = OpenIdConnectResponseType.Code;
        // Coming back is a plain navigation, so no cookie has to be sent along with a form of another site.
        oidc.ResponseMode = OpenIdConnectResponseMode.Query;
        oidc.UsePkce = true;
        oidc.SaveTokens = false;
        oidc.MapInboundClaims = false;
        oidc.GetClaimsFromUserInfoEndpoint = true;
        foreach (var cookie in (CookieBuilder[])[oidc.CorrelationCookie, oidc.NonceCookie])
        {
            (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        }

        foreach (var scope in settings.Scopes.Append("email"))
        {
            oidc.Scope.Add(scope);
        }

        foreach (var claim in (string[])["preferred_username", "email_verified"])
        {
            oidc.ClaimActions.MapUniqueJsonKey(claim, claim);
        }

        oidc.ClaimActions.MapJsonKey(settings.GroupsClaim, settings.GroupsClaim);
        oidc.Events.OnTicketReceived = context => ReceivedAsync(context, settings);
        oidc.Events.OnTokenValidated = context =>
        {
            // The specification leaves it to the client whether a token that comes straight from the provider has to be signed.
            if (context.SecurityToken is not { SignatureAlgorithm: { Length: > 0 } algorithm } || algorithm == SecurityAlgorithms.None)
            {
                context.Fail("The identity token is not signed.");
            }

            return Task.CompletedTask;
        };
        oidc.Events.OnRemoteFailure = context =>
        {
            // Its message may quote what the provider sent.
            context.HandleResponse();
            context.Response.Redirect("/signin?problem=provider");
            return Task.CompletedTask;
        };
    }

    public static Task StartAsync(HttpContext context) =>
        context.ChallengeAsync(Scheme, new() { RedirectUri = LocalUrl.Of(context.Request.Query["return"]) });

    private static async Task ReceivedAsync(TicketReceivedContext context, OidcSettings settings)
    {
        var claims = context.Principal!;
        string? Claim(string type) => claims.FindFirst(type)?.Value is { Length: > 0 } value ? value : null;
        var verified = string.Equals(Claim("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        var person = new ExternalPerson(
            $"{claims.FindFirst("sub")!.Issuer} {Claim("sub")}",
            Claim("preferred_username"),
            Claim("name"),
            verified ? Claim("email") : null,
            claims.FindAll(settings.GroupsClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal));
        var external = context.HttpContext.RequestServices.GetRequiredService<ExternalSignIn>();
        if ((await external.SignInAsync(person, context.HttpContext.RequestAborted)).Refused(out var refusal, out var user))
        {
            context.HandleResponse();
            context.Response.Redirect(refusal.Kind == RefusalKind.Forbidden ? "/signin?problem=deactivated" : "/signin?problem=account");
            return;
        }

        context.Principal = BrowserSessions.PrincipalOf(user);
        context.Properties!.ExpiresUtc = null; // the session's own time, not that of the provider's token
        context.Properties.IsPersistent = false;
    }
}
