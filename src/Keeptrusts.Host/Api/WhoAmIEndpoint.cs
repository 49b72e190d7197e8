using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/whoami</c>.</summary>
internal sealed class WhoAmIEndpoint : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes => [new("GET", "/v1/whoami", Permission.Read, "Tells who asks.", WhoAmIAsync) { Answer = typeof(WhoAmI) }];

    private static Task WhoAmIAsync(HttpContext context, Principal caller) =>
        ApiAnswer.OkAsync(context, new WhoAmI(caller.Id, caller.Name, caller.TeamId, caller.Roles, caller.UserId), ControlJson.Default.WhoAmI);
}
