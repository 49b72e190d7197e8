using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/tokens</c>: making, listing, showing, revoking.</summary>
internal sealed class TokenEndpoints(TokenService tokens, TokenFinder finder, ApprovalAnswer approvals, PlaneAddresses addresses, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/tokens", Permission.Read, "Lists tokens, newest first.", ListAsync)
        {
            Answer = typeof(Page<TokenView>),
            Paged = true,
            Query =
            [
                ("team_id", "Only of this team."), ("owner", "Only of this owner."), ("template", "Only from this template."), ("token_type", "gateway or control."), ("status", "active, expired or revoked."),
            ],
        },
        new("POST", "/v1/tokens", Permission.ManageKeys, "Makes a token; only this answer shows its key. Beyond what the template pre-approves: 202 and a request for approval.", CreateAsync)
        {
            Body = typeof(NewToken), Answer = typeof(MintedTokenView), Status = StatusCodes.Status201Created, Replay = ReplayAsync,
        },
        new("GET", "/v1/tokens/{reference}", Permission.Read, "Shows a token, by id, prefix or name.", ShowAsync) { Answer = typeof(TokenView) },
        new("POST", "/v1/tokens/{reference}/revoke", Permission.ManageKeys, "Revokes a token: its next request is refused; with `now`, its open calls end, too.", RevokeAsync) { Body = typeof(RevokeNow), Answer = typeof(TokenView) },
        new("DELETE", "/v1/tokens/{reference}", Permission.ManageKeys, "Revokes a token.", RevokeAsync) { Answer = typeof(TokenView) },
        new("POST", "/v1/tokens/revoke", Permission.ManageKeys, "Revokes all tokens of an owner, of a team, or of an owner in a team.", RevokeAllAsync)
        {
            Body = typeof(RevokeTokens), Answer = typeof(Page<TokenView>),
        },
    ];

    private Task ListAsync(HttpContext context, Principal caller)
    {
        var now = time.GetUtcNow();
        var query = context.Request.Query;
        var wanted = finder.List(caller).Select(t => TokenView.Of(t, now)).Where(t =>
            Fits(query, "team_id", t.TeamId) && Fits(query, "owner", t.Owner) && Fits(query, "template", t.Template) && Fits(query, "token_type", t.TokenType) && Fits(query, "status", t.Status));
        return ApiAnswer.PageAsync(context, wanted, t => t.Id, ControlJson.Default.PageTokenView, descending: true);
    }

    private async Task CreateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewToken)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await tokens.CreateAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var provision))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else if (provision.Approval is { } approval)
        {
            await approvals.PendingAsync(context, approval);
        }
        else
        {
            await MintedAnswer.SendAsync(context, provision.Minted!, addresses);
        }
    }

    private Task ReplayAsync(HttpContext context, Principal caller, string id) =>
        ApprovalAnswer.IsOne(id) ? approvals.ReplayAsync(context, caller, id) : MintedAnswer.ReplayAsync(context, finder.Find(caller, id), addresses);

    private Task ShowAsync(HttpContext context, Principal caller) => AnswerAsync(context, finder.Find(caller, Reference(context)));

    private async Task RevokeAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.RevokeNow, new())).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else
        {
            await AnswerAsync(context, await tokens.RevokeAsync(caller, Reference(context), wanted.Now, context.RequestAborted));
        }
    }

    private async Task RevokeAllAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.RevokeTokens)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await tokens.RevokeAllAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var revoked))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            var now = time.GetUtcNow();
            await ApiAnswer.OkAsync(context, new Page<TokenView>([.. revoked.Select(t => TokenView.Of(t, now))]), ControlJson.Default.PageTokenView);
        }
    }

    private Task AnswerAsync(HttpContext context, Outcome<Token> outcome) => outcome.Refused(out var refusal, out var token)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.ObjectAsync(context, TokenView.Of(token, time.GetUtcNow()), ControlJson.Default.TokenView);

    private static bool Fits(IQueryCollection query, string name, string? value) => query[name].ToString() is not { Length: > 0 } wanted || wanted == value;

    private static string Reference(HttpContext context) => (string)context.Request.RouteValues["reference"]!;
}
