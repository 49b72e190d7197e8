namespace Keeptrusts.Testing.Upstream;

/// <summary>How a streamed <see cref="ChatReply"/> ends.</summary>
public enum ReplyEnding
{
    /// <summary>Finish chunk, usage if asked for, <c>[DONE]</c>, terminating chunk.</summary>
    Complete,

    /// <summary>The connection breaks in mid-stream, without the terminating chunk.</summary>
    Abort,

    /// <summary>The body ends cleanly in mid-stream: no finish chunk, no <c>[DONE]</c>.</summary>
    EndWithoutDone,

    /// <summary><c>data: {"error": …}</c> inside the 200, then a clean end.</summary>
    ErrorEvent,

    /// <summary>Nothing more comes, and the connection stays open until the caller leaves.</summary>
    Stall,
}
