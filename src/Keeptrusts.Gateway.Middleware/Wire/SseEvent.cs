namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What a server-sent event is to an OpenAI stream.</summary>
internal enum SseEventKind
{
    /// <summary>A JSON text in <c>data</c>.</summary>
    Data,

    /// <summary><c>data: [DONE]</c>.</summary>
    Done,

    /// <summary>A comment or an event without data.</summary>
    Nothing,
}
