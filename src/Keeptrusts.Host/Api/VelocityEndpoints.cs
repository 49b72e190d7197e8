using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Velocity;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/velocity</c>.</summary>
internal sealed class VelocityEndpoints(VelocityService velocity, TimeProvider time) : IApiRoutes
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/velocity", Permission.Read, "Says how fast people get on: to the first call of a key and of a team, to the trace of an incident, and how many changes were linted before.", ReportAsync)
        {
            Answer = typeof(VelocityReport), Query = [("since", "A time, or a span before now such as 7d; 30d."), ("team", "Id of the team.")],
        },
    ];

    private async Task ReportAsync(HttpContext context, Principal caller)
    {
        var (query, now) = (context.Request.Query, time.GetUtcNow());
        await (query.Time("since", now, out var since) is { } bad
            ? ApiAnswer.RefuseAsync(context, bad)
            : ApiAnswer.OkAsync(context, await velocity.ReportAsync(caller, since ?? now - Period, query.Text("team"), context.RequestAborted), ControlJson.Default.VelocityReport));
    }
}
