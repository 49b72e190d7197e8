namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>One text of a <see cref="ContentTrace"/>. Without any of its values it was not judged to its end, and is not kept.</summary>
public sealed record TextTrace
{
    /// <summary>JSON pointer of its place; <c>*</c> stands for names that no schema knows, since they are texts themselves.</summary>
    public required string At { get; init; }

    /// <summary>The text as it was sent upstream, or delivered.</summary>
    public string? Text { get; init; }

    /// <summary>The text as it came, where that differs; in the mode <c>full</c> only.</summary>
    public string? Original { get; init; }

    /// <summary>HMAC-SHA256 of the text as it came from the caller, or was delivered, in UTF-8; lower-case hex, by a key of the organisation.</summary>
    public string? Hmac { get; init; }

    /// <summary>The place alone, so that no text reaches a log by accident.</summary>
    public override string ToString() => At;
}
