using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/teams</c>.</summary>
internal sealed class TeamEndpoints(TeamService teams)
{
    public void Map(IEndpointRouteBuilder routes, ApiGuard guard)
    {
        routes.MapGet("/v1/teams", guard.Require(Permission.Read, ListAsync));
        routes.MapPost("/v1/teams", guard.Require(Permission.Administer, CreateAsync));
    }

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var visible = await teams.ListAsync(caller, context.RequestAborted);
        await ApiAnswer.OkAsync(context, new Page<TeamView>([.. visible.Select(TeamView.Of)]), ControlJson.Default.PageTeamView);
    }

    private async Task CreateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewTeam)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await teams.CreateAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var team))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.OkAsync(context, TeamView.Of(team), ControlJson.Default.TeamView, StatusCodes.Status201Created);
        }
    }
}
