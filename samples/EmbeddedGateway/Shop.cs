using System.Security.Claims;
using Keeptrusts.Gateway.Middleware.Registration;

namespace EmbeddedGateway;

/// <summary>A web application with users and routes of its own, and a governed gateway below <c>/ai</c>.</summary>
public static class Shop
{
    /// <param name="url">Where it listens.</param>
    /// <param name="controlPlane">Where keys, configurations and budgets come from, and events go to.</param>
    /// <param name="token">A control token of the role <c>gateway</c>.</param>
    /// <param name="badge">What the shop's own staff say who they are by.</param>
    /// <param name="dataFolder">The node's folder; no two processes may share one.</param>
    public static WebApplication Build(string url, string controlPlane, string token, string badge, string dataFolder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // Not a line for each request.
        builder.Services.AddAuthentication(StaffBadge.Scheme)
            .AddScheme<StaffBadgeOptions, StaffBadge>(StaffBadge.Scheme, options => options.Badge = badge);
        builder.Services.AddAuthorization();

        builder.Services.AddKeeptrustsGateway()
            .UseControlPlane(controlPlane, token, options => options.DataFolder = dataFolder);

        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/orders", (ClaimsPrincipal staff) => $"orders for {staff.Identity!.Name}").RequireAuthorization();

        // Who calls a model shows a gateway key of the control plane; SDKs get http://…/ai/v1 as their base URL.
        app.MapGroup("/ai").MapKeeptrustsGateway();
        return app;
    }
}
