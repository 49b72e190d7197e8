using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.SignIn;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>One-time links to the console.</summary>
internal sealed class SignInLinkEndpoints(SignInLinks links) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/v1/auth/bootstrap", Permission.Administer, "Makes a one-time link by which whoever runs the host becomes an administrator of the console; it works for 15 minutes, and links made before are void.", BootstrapAsync)
        {
            Answer = typeof(SignInLinkView),
        },
        new("POST", "/v1/users/{id}/invite", Permission.Administer, "Makes a one-time link by which a user chooses a password for the console; it works for 15 minutes.", InviteAsync)
        {
            Answer = typeof(SignInLinkView),
        },
    ];

    private async Task BootstrapAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await links.BootstrapAsync(caller, context.RequestAborted));

    private async Task InviteAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await links.InviteAsync(caller, (string)context.Request.RouteValues["id"]!, context.RequestAborted));

    private static Task AnswerAsync(HttpContext context, Outcome<NewLink> outcome) => outcome.Refused(out var refusal, out var link)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, SignInLinkView.Of(link, $"{context.Request.Scheme}://{context.Request.Host}"), ControlJson.Default.SignInLinkView);
}
