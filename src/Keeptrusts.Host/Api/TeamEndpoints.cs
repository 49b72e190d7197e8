using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/teams</c>.</summary>
internal sealed class TeamEndpoints(TeamService teams) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/teams", Permission.Read, "Lists teams.", ListAsync) { Answer = typeof(Page<TeamView>), Paged = true },
        new("POST", "/v1/teams", Permission.Administer, "Makes a team.", CreateAsync)
        {
            Body = typeof(NewTeam), Answer = typeof(TeamView), Status = StatusCodes.Status201Created, Replay = ReplayAsync,
        },
        new("GET", "/v1/teams/{id}", Permission.Read, "Shows a team.", ShowAsync) { Answer = typeof(TeamView) },
        new("PUT", "/v1/teams/{id}", Permission.Administer, "Changes a team; what the body leaves out stays as it is.", ChangeAsync)
        {
            Body = typeof(TeamChange), Answer = typeof(TeamView), Conditional = true,
        },
        new("DELETE", "/v1/teams/{id}", Permission.Administer, "Removes a team that has never had a key.", RemoveAsync) { Answer = typeof(TeamView) },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        var visible = await teams.ListAsync(caller, context.RequestAborted);
        await ApiAnswer.PageAsync(context, visible.Select(TeamView.Of).OrderBy(t => t.Id, StringComparer.Ordinal), t => t.Id, ControlJson.Default.PageTeamView);
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
            await ApiAnswer.CreatedAsync(context, team.Id, $"/v1/teams/{team.Id}", TeamView.Of(team), ControlJson.Default.TeamView);
        }
    }

    private async Task ReplayAsync(HttpContext context, Principal caller, string id)
    {
        if ((await teams.FindAsync(caller, id, context.RequestAborted)).Refused(out var gone, out var team))
        {
            await ApiAnswer.RefuseAsync(context, gone);
        }
        else
        {
            await ApiAnswer.CreatedAsync(context, id, $"/v1/teams/{id}", TeamView.Of(team), ControlJson.Default.TeamView);
        }
    }

    private async Task ShowAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await teams.FindAsync(caller, Id(context), context.RequestAborted));

    private async Task ChangeAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.TeamChange)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else
        {
            var precondition = EntityTag.Precondition<Team, TeamView>(context, TeamView.Of, ControlJson.Default.TeamView);
            await AnswerAsync(context, await teams.ChangeAsync(caller, Id(context), wanted, precondition, context.RequestAborted));
        }
    }

    private async Task RemoveAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await teams.RemoveAsync(caller, Id(context), context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<Team> outcome) => outcome.Refused(out var refusal, out var team)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, TeamView.Of(team), ControlJson.Default.TeamView);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
