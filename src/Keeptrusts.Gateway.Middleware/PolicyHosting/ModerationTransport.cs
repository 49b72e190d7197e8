using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.PolicyHosting;

/// <summary>Finds the address and the key of a moderation service: a target that the document declares, or a webhook without a key.</summary>
/// <param name="targets">The document's targets.</param>
/// <param name="secrets">Their keys.</param>
/// <param name="http">Sends.</param>
internal sealed class ModerationTransport(IReadOnlyList<TargetPlan> targets, ISecretSource secrets, ModerationClient http) : IModerationTransport
{
    public ValueTask<ReadOnlyMemory<byte>> SendAsync(ModerationRequest request, CancellationToken cancellation) =>
        request.Target is { } id
            ? ToTargetAsync(id, request.Body, cancellation)
            : http.PostAsync(Checked(request.Url), null, request.Body, cancellation);

    private ValueTask<ReadOnlyMemory<byte>> ToTargetAsync(string id, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var target = targets.FirstOrDefault(t => t.Id == id);
        if (target?.BaseUrl is not { } baseUrl)
        {
            throw new HttpRequestException($"No target `{id}` with a base_url is declared.");
        }

        var secret = target.Secret is { } reference ? secrets.Find(reference, baseUrl.Host) : null;
        if (target.Secret is not null && string.IsNullOrEmpty(secret))
        {
            throw new HttpRequestException($"The key of target `{id}` is not set where the gateway runs.");
        }

        return http.PostAsync(new Uri(baseUrl.AbsoluteUri.TrimEnd('/') + "/moderations"), secret, body, cancellation);
    }

    // Prompts go there, so not in the clear, unless they stay on this machine.
    private static Uri Checked(Uri? url) =>
        url is { IsAbsoluteUri: true } && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            ? url
            : throw new HttpRequestException("A moderation webhook needs https, or http on this machine.");
}
