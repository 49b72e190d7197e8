using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/tokens</c>: rotating, ensuring, identifying.</summary>
internal sealed class TokenCareEndpoints(TokenRotation rotation, TokenKeeper keeper, TokenFinder finder, PlaneAddresses addresses, TimeProvider time) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/v1/tokens/{reference}/rotate", Permission.ManageKeys, "Puts a fresh key in a token's place; the old one works on for a while. Only this answer shows the key.", RotateAsync)
        {
            Body = typeof(RotateToken), Answer = typeof(MintedTokenView), Status = StatusCodes.Status201Created, Replay = (context, caller, id) => MintedAnswer.ReplayAsync(context, finder.Find(caller, id), addresses),
        },
        new("POST", "/v1/tokens/ensure", Permission.ManageKeys, "Keeps a program in a good key: the one at hand, a renewed one, or a new one. 202 where an approval is needed first.", EnsureAsync)
        {
            Body = typeof(EnsureToken), Answer = typeof(EnsuredView),
        },
        new("POST", "/v1/tokens/identify", Permission.Read, "Tells whose key a found string is, by its hash; other teams' keys are unknown here.", IdentifyAsync)
        {
            Body = typeof(IdentifyToken), Answer = typeof(TokenView),
        },
    ];

    private async Task RotateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.RotateToken)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await rotation.RotateAsync(caller, (string)context.Request.RouteValues["reference"]!, wanted.Grace, context.RequestAborted)).Refused(out var refusal, out var minted))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await MintedAnswer.SendAsync(context, minted, addresses);
        }
    }

    private async Task EnsureAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.EnsureToken)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await keeper.EnsureAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var ensured))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            var status = ensured.Approval is null ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
            await ApiAnswer.OkAsync(context, EnsuredView.Of(ensured, addresses.Gateway, time.GetUtcNow()), ControlJson.Default.EnsuredView, status);
        }
    }

    private async Task IdentifyAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.IdentifyToken)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if (KeyDigest.Read(wanted.Sha256).Refused(out var bad, out var sha256))
        {
            await ApiAnswer.RefuseAsync(context, bad);
        }
        else
        {
            await (finder.FindByHash(caller, sha256) is { } token
                ? ApiAnswer.OkAsync(context, TokenView.Of(token, time.GetUtcNow()), ControlJson.Default.TokenView)
                : ApiAnswer.RefuseAsync(context, new(RefusalKind.NotFound, "this key is unknown here: it is of another installation, was made up, or belongs to a team that you may not see")));
        }
    }
}
