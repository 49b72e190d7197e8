using System.Security.Claims;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Sessions of browsers: an encrypted cookie with the user's id and session stamp, checked on every request against the people in memory.</summary>
internal static class BrowserSessions
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The team that was chosen; a filter, no right.</summary>
    public const string TeamCookie = "kt_team";

    /// <summary>How long a session lives without use.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    public static void Configure(CookieAuthenticationOptions cookie, bool comesBackFromProvider)
    {
        cookie.Cookie.Name = "kt_session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.Path = "/";
        // Coming back from the provider is a navigation from another site, on which a strict cookie would stay at home.
        cookie.Cookie.SameSite = comesBackFromProvider ? SameSiteMode.Lax : SameSiteMode.Strict;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = Idle;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => Status(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => Status(context, StatusCodes.Status403Forbidden);
    }

    public static Task SignInAsync(HttpContext context, User user) => context.SignInAsync(Scheme, PrincipalOf(user));

    public static ClaimsPrincipal PrincipalOf(User user) =>
        new(new ClaimsIdentity([new(SessionClaims.User, user.Id), new(SessionClaims.Stamp, user.SessionStamp)], Scheme, SessionClaims.User, null));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<ISessionDirectory>();
        var team = context.Request.Cookies[TeamCookie];
        var (user, stamp) = (context.Principal?.FindFirst(SessionClaims.User)?.Value, context.Principal?.FindFirst(SessionClaims.Stamp)?.Value);
        if (sessions.Identify(user, stamp, team).Refused(out _, out _))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(Scheme);
        }
        else if (team is { Length: > 0 and < 100 })
        {
            context.Principal = new(new ClaimsIdentity(context.Principal!.Claims.Where(c => c.Type != SessionClaims.Team).Append(new(SessionClaims.Team, team)), Scheme, SessionClaims.User, null));
        }
    }

    private static Task Status(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
