namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>What a human is asked to decide. <see cref="Request"/> and <see cref="Answer"/> are content: stored encrypted, shown to those who decide, nowhere else.</summary>
public sealed record EscalationCase
{
    /// <summary>The id, such as <c>esc_…</c>, unless the same was asked before.</summary>
    public required string Id { get; init; }

    /// <summary>The request as a keyed hash (HMAC-SHA256 in lower-case hexadecimal) of the key's lineage, the configuration's version, the phase and the body.</summary>
    public required string Subject { get; init; }

    /// <summary>The policy that escalates.</summary>
    public required EscalatingPolicy Policy { get; init; }

    /// <summary>Further policies that escalate the same answer; they are asked about once this one is lifted.</summary>
    public IReadOnlyList<EscalatingPolicy> Others { get; init; } = [];

    /// <summary>Id of the key that called.</summary>
    public required string KeyId { get; init; }

    /// <summary>Its name.</summary>
    public required string KeyName { get; init; }

    /// <summary>Who may not decide: the user that the call was made for, where the key lets its caller name one, else the key's owner.</summary>
    public string? Owner { get; init; }

    /// <summary>Its team.</summary>
    public required string TeamId { get; init; }

    /// <summary>Id of the first key of its rotation chain.</summary>
    public required string LineageId { get; init; }

    /// <summary>The configuration in force, <c>name@version</c>.</summary>
    public required string ConfigVersion { get; init; }

    /// <summary>The model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>Id of the call.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the call came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The request's body, after redaction where it was judged.</summary>
    public required ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>The answer that is held; <see langword="null"/> where the request itself is in question.</summary>
    public HeldAnswer? Answer { get; init; }

    /// <summary>Leaves the contents out, so that no log line can carry them.</summary>
    public override string ToString() => Id;
}
