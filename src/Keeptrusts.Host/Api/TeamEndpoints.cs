using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/teams</c>.</summary>
internal sealed class TeamEndpoints(TeamService teams) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/teams", Permission.Read, "Lists teams.", ListAsync) { Answer = typeof(Page<TeamView>), Paged = true },
        new("POST", "/v1/teams", Permission.Administer, "Makes a team.", CreateAsync)
        {
            Body = typeof(NewTeam), Answer = typeof(TeamView), Status = StatusCodes.Status201Created,
        },
    ];

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
