using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>Sends events of one response, flushed as the framing asks.</summary>
internal sealed class SseWriter(HttpContext context, RecordedRequest request, SseFraming framing)
{
    public async Task SendAsync(string data)
    {
        var bytes = framing.Frame(data).AsMemory();
        var step = framing.BytesPerWrite > 0 ? framing.BytesPerWrite : bytes.Length;
        for (var at = 0; at < bytes.Length; at += step)
        {
            await context.Response.Body.WriteAsync(bytes.Slice(at, Math.Min(step, bytes.Length - at)), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }

        context.RequestAborted.ThrowIfCancellationRequested();
        request.NoteEvent();
    }
}
