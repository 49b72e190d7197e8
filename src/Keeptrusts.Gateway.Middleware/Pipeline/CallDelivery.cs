using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Sends what remains once the call is recorded.</summary>
internal static class CallDelivery
{
    /// <summary>What the event keeps of the call's texts. A whole answer is about to be delivered; a stream was, as far as it went.</summary>
    public static ContentTrace? Content(CallState state, Ending ending)
    {
        if (state.Content is not { } content)
        {
            return null;
        }

        if (ending.Outcome == Outcomes.Completed && ending.ContentType == LiveSink.ContentType)
        {
            content.Said.TakeEvents(ending.Body.Span);
        }
        else if (ending.Outcome == Outcomes.Completed && ending.Body.Length > 0)
        {
            content.Said.Take(ending.Body.Span);
        }

        content.Said.TakeEvents(ending.Terminal.Span);
        return content.Trace(state.Record);
    }

    public static async ValueTask CompleteAsync(CallState state, Ending ending, decimal? costUsd)
    {
        var call = state.Record.Call;
        var reply = call.Reply;
        if (ending.Outcome == Outcomes.Cancelled)
        {
            reply.Cut();
            return;
        }

        try
        {
            if (!reply.HasStarted)
            {
                var body = ending.Refusal is { } refusal ? ErrorBody.Write(refusal, call) : ending.Body;
                reply.Start(ending.Status, ending.ContentType, ReplyHeaders.Of(state, ending, costUsd), body.Length);
                await reply.Body.WriteAsync(body, call.End.HungUp).ConfigureAwait(false);
            }
            else if (ending.Outcome == Outcomes.Completed)
            {
                await reply.Body.WriteAsync(ending.Terminal, call.End.HungUp).ConfigureAwait(false);
            }
            else
            {
                // No [DONE] and no end of the response: some clients raise nothing for an error event and would take the cut text for a success.
                ErrorEvent.Write(call, ending, reply.Body);
                await reply.Body.FlushAsync(call.End.HungUp).ConfigureAwait(false);
                reply.Cut();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The caller left at the last moment; the call is recorded.
            reply.Cut();
        }
    }
}
