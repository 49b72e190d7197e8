namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>What was said in a call, as far as its <c>audit-logger</c> has it kept (<c>content</c>). Belongs into events, never into logs.</summary>
public sealed record ContentTrace
{
    /// <summary><c>hash</c>, <c>redacted</c> or <c>full</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The texts of the request, in the order in which they stand in it.</summary>
    public IReadOnlyList<TextTrace> Request { get; init; } = [];

    /// <summary>The texts of the answer, as far as they were handed to the caller's connection.</summary>
    public IReadOnlyList<TextTrace> Response { get; init; } = [];

    /// <summary>Whether there was more than is kept.</summary>
    public bool Truncated { get; init; }

    /// <summary>The mode alone, so that no text reaches a log by accident.</summary>
    public override string ToString() => Mode;
}
