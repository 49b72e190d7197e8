namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// Thrown out of the endpoint after a cut stream, so that the server closes the connection without the response's end mark and the client
/// knows that the answer is not whole. Nothing is wrong in the gateway when it is seen in a server's log.
/// </summary>
public sealed class IncompleteResponseException : Exception
{
    /// <summary>Creates the exception.</summary>
    public IncompleteResponseException()
        : base("The stream was cut on purpose; the client was told why.")
    {
    }
}
