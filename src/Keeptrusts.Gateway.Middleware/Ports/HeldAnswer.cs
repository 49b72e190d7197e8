namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>An answer that waits for a human: exactly what the caller gets once it is released.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="ContentType">Their type; a stream's whole events are kept as such.</param>
public sealed record HeldAnswer(ReadOnlyMemory<byte> Body, string ContentType)
{
    /// <summary>Policies that are yet to be asked about before it may leave.</summary>
    public IReadOnlyList<EscalatingPolicy> Others { get; init; } = [];

    /// <summary>The request that it answers, for whoever decides.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>Leaves the content out, so that no log line can carry it.</summary>
    public override string ToString() => ContentType;
}
