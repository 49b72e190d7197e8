using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>A stream of events that were written out.</summary>
/// <param name="Events">The data of each event; <c>[DONE]</c> only where it is among them.</param>
public sealed record EventsReply(IReadOnlyList<string> Events) : MockReply
{
    /// <summary>How events become bytes.</summary>
    public SseFraming Framing { get; init; } = SseFraming.Plain;

    /// <summary>How the stream ends; <see cref="ReplyEnding.Complete"/>: after the last event.</summary>
    public ReplyEnding Ending { get; init; }

    private protected override async Task WriteCoreAsync(HttpContext context, RecordedRequest request)
    {
        var stream = new SseWriter(context, request, Framing);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        foreach (var next in Events)
        {
            await stream.SendAsync(next).ConfigureAwait(false);
        }

        if (Ending == ReplyEnding.Stall)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(false);
        }
        else if (Ending == ReplyEnding.Abort)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(30), context.RequestAborted).ConfigureAwait(false);
            context.Abort();
        }
    }
}
