namespace Keeptrusts.Policy.Calls;

/// <summary>Carries texts to a moderation service and its answer back, with the credentials of a declared target.</summary>
public interface IModerationTransport
{
    /// <summary>Posts a JSON body.</summary>
    /// <param name="request">Where to and what.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The body of a successful answer, UTF-8.</returns>
    /// <exception cref="HttpRequestException">The service cannot be reached or refused.</exception>
    ValueTask<ReadOnlyMemory<byte>> SendAsync(ModerationRequest request, CancellationToken cancellation);
}
