namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>A provider's answer, its body not yet read.</summary>
internal sealed class UpstreamReply(int status, string? contentType, Stream body, IDisposable? owner) : IDisposable
{
    public int Status { get; } = status;

    public string? ContentType { get; } = contentType;

    public Stream Body { get; } = body;

    /// <summary>The provider's request id.</summary>
    public string? RequestId { get; init; }

    /// <summary>The provider's <c>retry-after</c>, in seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The provider's <c>x-should-retry</c>.</summary>
    public string? ShouldRetry { get; init; }

    /// <summary>The same answer with another status and body; whoever has it disposes of this one, too.</summary>
    public UpstreamReply As(int newStatus, Stream newBody) =>
        new(newStatus, ContentType, newBody, owner) { RequestId = RequestId, RetryAfterSeconds = RetryAfterSeconds, ShouldRetry = ShouldRetry };

    public bool IsSuccess => Status is >= 200 and < 300;

    public bool IsEventStream => ContentType is not null && ContentType.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        Body.Dispose();
        owner?.Dispose();
    }
}
