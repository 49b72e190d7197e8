using Keeptrusts.Host.Console.Access;
using Keeptrusts.Host.ControlPlane.Access;
using Microsoft.AspNetCore.Components.Endpoints;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Stands before every page as it is fetched; within a circuit <c>PageGate</c> reads the same table.</summary>
internal static class PageDoor
{
    public static void UsePageDoor(this IApplicationBuilder app) => app.Use(next => context =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type is not { } component)
        {
            return next(context);
        }

        // What a person sees is theirs alone and changes all the time.
        context.Response.Headers.CacheControl = "no-cache, no-store";
        if (ConsolePages.Of(component) is not { } page)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (page.Needs is not { } needs)
        {
            return next(context);
        }

        var sessions = context.RequestServices.GetRequiredService<ISessionDirectory>();
        if (sessions.Identify(context.User).Refused(out _, out var caller))
        {
            context.Response.Redirect($"/signin{(context.Request.Path == "/" ? "" : $"?return={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}")}");
            return Task.CompletedTask;
        }

        if (!caller.May(needs))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }

        return next(context);
    });
}
