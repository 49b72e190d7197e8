using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What a key may ask for, and what its policies would say to a request, before anything is sent. The gateway supplies it.</summary>
public interface IPolicyPreview
{
    /// <summary>The models that the key may ask for, as <c>GET /v1/models</c> lists them.</summary>
    /// <param name="key">Whose calls.</param>
    IReadOnlyList<string> Models(KeyRecord key);

    /// <summary>
    /// Judges all text of a chat request: every message of it, as if it was sent. Only by policies that need nobody for it: no judge is asked, nothing is counted
    /// or recorded, no human is told.
    /// </summary>
    /// <param name="key">Whose call it would be.</param>
    /// <param name="chat">The request's body, as for <c>POST /v1/chat/completions</c>.</param>
    /// <param name="untrusted">What the header <c>x-keeptrusts-untrusted</c> would say: numbers of messages for which nobody vouches.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What each policy says, in chain order, its places by JSON pointer; those without an objection too. Empty where no configuration governs the key.</returns>
    /// <exception cref="ArgumentException">The body is no chat request.</exception>
    ValueTask<IReadOnlyList<PolicyResult>> PreviewAsync(KeyRecord key, ReadOnlyMemory<byte> chat, string? untrusted = null, CancellationToken cancellation = default);
}
