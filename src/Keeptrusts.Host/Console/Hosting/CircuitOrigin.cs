using Keeptrusts.Host.Api;

namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Refuses circuits that another site's page opens: a browser sends cookies along with any web socket, whoever opens it.</summary>
internal static class CircuitOrigin
{
    public static void UseCircuitOrigin(this IApplicationBuilder app) => app.Use(next => context =>
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor") || SameOrigin.Allows(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });
}
