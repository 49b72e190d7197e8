namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>What a user of the client would have seen.</summary>
/// <param name="call">What the client was asked to do.</param>
internal sealed class ClientOutcome(ClientCall call)
{
    /// <summary>All text that was shown, also by a stream that broke.</summary>
    public string? Text
    {
        get;
        set
        {
            field = value;
            if (value is { Length: > 0 })
            {
                call.Began.TrySetResult();
            }
        }
    }

    /// <summary>Why the answer ended, in the client's own word.</summary>
    public string? Finish { get; set; }

    public long? Tokens { get; set; }

    /// <summary>Whether a stream ended as good streams do.</summary>
    public bool Completed { get; set; }

    /// <summary>The city that the tool was called with.</summary>
    public string? Argument { get; set; }

    /// <summary>The structured output.</summary>
    public Weather? Object { get; set; }

    public IReadOnlyList<float>? Vector { get; set; }

    /// <summary>The error that the call ended with.</summary>
    public ClientFault? Fault { get; set; }

    /// <summary>Requests that were sent, retries included.</summary>
    public int Attempts { get; set; }
}
