using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>How an exchange ends: what remains to be sent once the call is recorded.</summary>
internal sealed record Ending
{
    /// <summary>The caller is gone; nothing is sent.</summary>
    public static Ending HungUp { get; } = new() { Outcome = Outcomes.Cancelled, Status = 499 };

    public required string Outcome { get; init; }

    public required int Status { get; init; }

    /// <summary>The error to send; in a stream that has begun, as its last event.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What kind of failure of the provider this is, if one that another attempt may help against.</summary>
    public FallbackTriggers Trouble { get; init; }

    /// <summary>A whole answer.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the answer is the provider's own (headers say so).</summary>
    public bool FromUpstream { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>The last bytes of a stream that has begun and is complete.</summary>
    public ReadOnlyMemory<byte> Terminal { get; init; }

    /// <summary>The number of the event that an error would be, where events are numbered.</summary>
    public long NextNumber { get; init; }

    /// <summary>Headers that only this ending has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>An answer that was held for a human, and that may leave now.</summary>
    public static Ending Released(HeldAnswer answer) =>
        new() { Outcome = Outcomes.Completed, Status = 200, Body = answer.Body, ContentType = answer.ContentType, FromUpstream = true };

    public static Ending Refused(Refusal refusal) => new() { Outcome = refusal.Outcome, Status = refusal.Status, Refusal = refusal, Trouble = refusal.Trouble };
}
