namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>How refusals are written.</summary>
internal enum ErrorShape
{
    /// <summary><c>{"error": {"message", "type", "param", "code"}}</c>.</summary>
    OpenAI,

    /// <summary>The same, with <c>content_filter</c> and <c>innererror</c> where a policy blocks.</summary>
    Azure,

    /// <summary><c>{"type": "error", "error": {"type", "message", …}, "request_id"}</c>.</summary>
    Anthropic,
}
