using Keeptrusts.Host.Api;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>What needs a cookie changed, which a circuit cannot do: leaving, and choosing a team. Plain forms with an antiforgery token.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session/end", context => GuardedAsync(context, async form =>
        {
            if (form.ContainsKey("everywhere"))
            {
                await EndAllAsync(context);
            }

            await context.SignOutAsync(BrowserSessions.Scheme);
            context.Response.Cookies.Delete(BrowserSessions.TeamCookie);
            context.Response.Redirect("/signin");
        }));
        routes.MapPost("/session/team", context => GuardedAsync(context, form =>
        {
            var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/", IsEssential = true };
            context.Response.Cookies.Append(BrowserSessions.TeamCookie, form["team"].ToString(), cookie);
            context.Response.Redirect(LocalUrl.Of(form["return"]));
            return Task.CompletedTask;
        }));
    }

    private static async Task EndAllAsync(HttpContext context)
    {
        var sessions = context.RequestServices.GetRequiredService<ISessionDirectory>();
        if (!sessions.Identify(context.User).Refused(out _, out var caller))
        {
            await context.RequestServices.GetRequiredService<UserService>().SignOutEverywhereAsync(caller, context.RequestAborted);
        }
    }

    private static async Task GuardedAsync(HttpContext context, Func<IFormCollection, Task> act)
    {
        if (!SameOrigin.Allows(context.Request) || !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("This form is out of date. Go back, reload the page and try again.");
            return;
        }

        await act(await context.Request.ReadFormAsync(context.RequestAborted));
    }
}
