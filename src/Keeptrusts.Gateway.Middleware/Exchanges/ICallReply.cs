using System.IO.Pipelines;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>The caller's side of the wire.</summary>
internal interface ICallReply
{
    /// <summary>Whether status and headers are on their way.</summary>
    bool HasStarted { get; }

    /// <summary>Sets status and headers; nothing is sent before the first flush.</summary>
    void Start(int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, long? contentLength = null);

    /// <summary>Where the body goes; flush it to send.</summary>
    PipeWriter Body { get; }

    /// <summary>
    /// Ends the response without its end mark (HTTP/1.1: no terminating chunk; HTTP/2: reset), so that no client takes a cut answer for a whole one.
    /// </summary>
    void Cut();
}
