using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>The answers that show a key: once with it, and ever after without.</summary>
internal static class MintedAnswer
{
    public static Task SendAsync(HttpContext context, MintedToken minted, PlaneAddresses addresses) => ApiAnswer.CreatedAsync(
        context, minted.Token.Id, $"/v1/tokens/{minted.Token.Id}", MintedTokenView.Of(minted, addresses.Gateway), ControlJson.Default.MintedTokenView);

    public static Task ReplayAsync(HttpContext context, Outcome<Token> found, PlaneAddresses addresses) => found.Refused(out var gone, out var token)
        ? ApiAnswer.RefuseAsync(context, gone)
        : ApiAnswer.OkAsync(context, MintedTokenView.Again(token, addresses.Gateway), ControlJson.Sentences.MintedTokenView, StatusCodes.Status201Created);
}
