using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/users</c>.</summary>
internal sealed class UserEndpoints(UserService users, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/users", Permission.Read, "Lists users: those of one's team, all for administrators.", ListAsync) { Answer = typeof(Page<UserView>), Paged = true },
        new("POST", "/v1/users", Permission.Administer, "Makes a user.", CreateAsync)
        {
            Body = typeof(NewUser), Answer = typeof(UserView), Status = StatusCodes.Status201Created, Replay = ReplayAsync,
        },
        new("GET", "/v1/users/{id}", Permission.Read, "Shows a user.", ShowAsync) { Answer = typeof(UserView) },
        new("PUT", "/v1/users/{id}", Permission.Administer, "Changes a user; what the body leaves out stays as it is.", ChangeAsync)
        {
            Body = typeof(UserChange), Answer = typeof(UserView), Conditional = true,
        },
        new("POST", "/v1/users/{id}/deactivate", Permission.Administer, "Shuts a user out and revokes their tokens; the next request is refused; with `now`, open calls end, too.", DeactivateAsync) { Body = typeof(RevokeNow), Answer = typeof(DepartureView) },
        new("DELETE", "/v1/users/{id}", Permission.Administer, "Shuts a user out, as `deactivate` does; users are never removed, since events name them.", DeactivateAsync) { Answer = typeof(DepartureView) },
        new("POST", "/v1/users/{id}/reactivate", Permission.Administer, "Lets a user in again; their old tokens stay revoked.", ReactivateAsync) { Answer = typeof(UserView) },
    ];

    private Task ListAsync(HttpContext context, Principal caller) =>
        ApiAnswer.PageAsync(context, users.List(caller).Select(UserView.Of), u => u.Id, ControlJson.Default.PageUserView);

    private async Task CreateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewUser)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else
        {
            await CreatedAsync(context, await users.CreateAsync(caller, wanted, context.RequestAborted));
        }
    }

    private Task ReplayAsync(HttpContext context, Principal caller, string id) => CreatedAsync(context, users.Find(caller, id));

    private Task ShowAsync(HttpContext context, Principal caller) => AnswerAsync(context, users.Find(caller, Id(context)));

    private async Task ChangeAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.UserChange)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else
        {
            var precondition = EntityTag.Precondition<User, UserView>(context, UserView.Of, ControlJson.Default.UserView);
            await AnswerAsync(context, await users.ChangeAsync(caller, Id(context), wanted, precondition, context.RequestAborted));
        }
    }

    private async Task DeactivateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.RevokeNow, new())).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await users.DeactivateAsync(caller, Id(context), wanted.Now, context.RequestAborted)).Refused(out var refusal, out var departure))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.OkAsync(context, DepartureView.Of(departure, time.GetUtcNow()), ControlJson.Default.DepartureView);
        }
    }

    private async Task ReactivateAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await users.ReactivateAsync(caller, Id(context), context.RequestAborted));

    private static Task CreatedAsync(HttpContext context, Outcome<User> outcome) => outcome.Refused(out var refusal, out var user)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.CreatedAsync(context, user.Id, $"/v1/users/{user.Id}", UserView.Of(user), ControlJson.Default.UserView);

    private static Task AnswerAsync(HttpContext context, Outcome<User> outcome) => outcome.Refused(out var refusal, out var user)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, UserView.Of(user), ControlJson.Default.UserView);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
