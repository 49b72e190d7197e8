using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What a key may ask for, and what its policies would say to a text, before anything is sent. The gateway supplies it.</summary>
public interface IPolicyPreview
{
    /// <summary>The models that the key may ask for, as <c>GET /v1/models</c> lists them.</summary>
    /// <param name="key">Whose calls.</param>
    IReadOnlyList<string> Models(KeyRecord key);

    /// <summary>
    /// Judges a text as if the user said it. Only by policies that need nobody for it: no judge is asked, nothing is counted or recorded, no human is told.
    /// </summary>
    /// <param name="key">Whose call it would be.</param>
    /// <param name="model">The model that would be asked.</param>
    /// <param name="text">What would be said.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What each policy says, in chain order; those without an objection too. Empty where no configuration governs the key.</returns>
    ValueTask<IReadOnlyList<PolicyResult>> PreviewAsync(KeyRecord key, string model, string text, CancellationToken cancellation = default);
}
