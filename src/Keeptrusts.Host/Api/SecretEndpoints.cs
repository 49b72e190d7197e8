using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/secrets</c>: values go in and never come out.</summary>
internal sealed class SecretEndpoints(SecretService secrets, ProtectionView protection) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/secrets", Permission.Read, "Lists the names of secrets, and the hosts that they may go to.", ListAsync) { Answer = typeof(Page<SecretView>), Paged = true },
        new("PUT", "/v1/secrets/{name}", Permission.Administer, "Adds or changes a secret.", PutAsync) { Body = typeof(SecretWish), Answer = typeof(SecretView) },
        new("DELETE", "/v1/secrets/{name}", Permission.Administer, "Deletes a secret.", DeleteAsync) { Answer = typeof(SecretView) },
        new("GET", "/v1/protection", Permission.Read, "Tells where the key ring is that encrypts what is stored.", ProtectionAsync) { Answer = typeof(ProtectionView) },
    ];

    private Task ListAsync(HttpContext context, Principal caller) =>
        ApiAnswer.PageAsync(context, secrets.List().Select(SecretView.Of).OrderBy(s => s.Name, StringComparer.Ordinal), s => s.Name, ControlJson.Default.PageSecretView);

    private async Task PutAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.SecretWish)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        await AnswerAsync(context, await secrets.PutAsync(caller, Name(context), wanted, context.RequestAborted));
    }

    private async Task DeleteAsync(HttpContext context, Principal caller) =>
        await AnswerAsync(context, await secrets.DeleteAsync(caller, Name(context), context.RequestAborted));

    private Task ProtectionAsync(HttpContext context, Principal caller) => ApiAnswer.OkAsync(context, protection, ControlJson.Default.ProtectionView);

    private static Task AnswerAsync(HttpContext context, Outcome<Secret> outcome) => outcome.Refused(out var refusal, out var secret)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, SecretView.Of(secret), ControlJson.Default.SecretView);

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"]!;
}
