using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Teams;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/teams/{id}/members</c>.</summary>
internal sealed class MemberEndpoints(MemberService members, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/teams/{id}/members", Permission.Read, "Lists the members of a team.", ListAsync) { Answer = typeof(Page<MemberView>), Paged = true },
        new("PUT", "/v1/teams/{id}/members/{user}", Permission.Manage, "Adds a member, or changes their role.", PutAsync) { Body = typeof(MemberRole), Answer = typeof(MemberView) },
        new("DELETE", "/v1/teams/{id}/members/{user}", Permission.Manage, "Removes a member; the tokens that they own in the team are revoked with that.", RemoveAsync) { Answer = typeof(DepartureView) },
    ];

    private async Task ListAsync(HttpContext context, Principal caller)
    {
        if ((await members.ListAsync(caller, Id(context), context.RequestAborted)).Refused(out var refusal, out var all))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.PageAsync(context, all.Select(MemberView.Of).OrderBy(m => m.UserId, StringComparer.Ordinal), m => m.UserId, ControlJson.Default.PageMemberView);
        }
    }

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.MemberRole)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await members.PutAsync(caller, Id(context), UserId(context), wanted.Role, context.RequestAborted)).Refused(out var refusal, out var member))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.ObjectAsync(context, MemberView.Of(member), ControlJson.Default.MemberView);
        }
    }

    private async Task RemoveAsync(HttpContext context, Principal caller)
    {
        if ((await members.RemoveAsync(caller, Id(context), UserId(context), context.RequestAborted)).Refused(out var refusal, out var departure))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.OkAsync(context, DepartureView.Of(departure, time.GetUtcNow()), ControlJson.Default.DepartureView);
        }
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static string UserId(HttpContext context) => (string)context.Request.RouteValues["user"]!;
}
