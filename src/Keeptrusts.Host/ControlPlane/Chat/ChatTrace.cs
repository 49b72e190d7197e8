using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Events;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>Finds what the gateway recorded of a call: the event, which arrives a moment after the answer's end.</summary>
internal sealed class ChatTrace(IEventStore events, EventArrivals arrivals, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <returns>The facts; <see langword="null"/> where they did not arrive in time, or the call was not recorded.</returns>
    public async Task<ChatFacts?> FindAsync(string? requestId, ChatPrompt prompt, CancellationToken cancellationToken)
    {
        for (var since = time.GetTimestamp(); requestId is not null && time.GetElapsedTime(since) < Patience;)
        {
            var next = arrivals.Next;
            if (await events.FindAsync(requestId, cancellationToken) is { } found)
            {
                return JsonSerializer.Deserialize(found.Json, ControlJson.Default.CallEvent) is { } call ? ChatFacts.Of(call, prompt.QuestionAt, prompt.PassagesAt) : null;
            }

            await next.WaitAsync(Look, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return null;
    }
}
