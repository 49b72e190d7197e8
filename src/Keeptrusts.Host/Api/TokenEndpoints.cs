using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/tokens</c>.</summary>
internal sealed class TokenEndpoints(TokenService tokens, PlaneAddresses addresses, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/tokens", Permission.Read, "Lists tokens.", ListAsync) { Answer = typeof(Page<TokenView>) },
        new("POST", "/v1/tokens", Permission.ManageKeys, "Makes a token; only this answer shows its key.", CreateAsync)
        {
            Body = typeof(NewToken), Answer = typeof(MintedTokenView), Status = StatusCodes.Status201Created,
        },
        new("GET", "/v1/tokens/{reference}", Permission.Read, "Shows a token, by id, prefix or name.", ShowAsync) { Answer = typeof(TokenView) },
        new("POST", "/v1/tokens/{reference}/revoke", Permission.ManageKeys, "Revokes a token: its next request is refused.", RevokeAsync) { Answer = typeof(TokenView) },
        new("DELETE", "/v1/tokens/{reference}", Permission.ManageKeys, "Revokes a token.", RevokeAsync) { Answer = typeof(TokenView) },
    ];

    private Task ListAsync(HttpContext context, Principal caller)
    {
        var now = time.GetUtcNow();
        return ApiAnswer.OkAsync(context, new Page<TokenView>([.. tokens.List(caller).Select(t => TokenView.Of(t, now))]), ControlJson.Default.PageTokenView);
    }

    private async Task CreateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewToken)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await tokens.CreateAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var minted))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            context.Response.Headers.Location = $"/v1/tokens/{minted.Token.Id}";
            await ApiAnswer.OkAsync(context, MintedTokenView.Of(minted, addresses.Gateway), ControlJson.Default.MintedTokenView, StatusCodes.Status201Created);
        }
    }

    private Task ShowAsync(HttpContext context, Principal caller) => AnswerAsync(context, tokens.Find(caller, Reference(context)));

    private async Task RevokeAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await tokens.RevokeAsync(caller, Reference(context), context.RequestAborted));

    private Task AnswerAsync(HttpContext context, Outcome<Token> outcome) => outcome.Refused(out var refusal, out var token)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, TokenView.Of(token, time.GetUtcNow()), ControlJson.Default.TokenView);

    private static string Reference(HttpContext context) => (string)context.Request.RouteValues["reference"]!;
}
