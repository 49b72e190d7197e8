using System.Net;
using System.Text;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime.Webhooks;

/// <summary>Sends what waits in the table, and again after a while where it did not arrive. At least once: the id tells a repetition.</summary>
internal sealed class WebhookSender(IWebhookStore store, WebhookSignal signal, IContentBox box, AddressRules addresses, TimeProvider time, ILogger<WebhookSender> log) : IDisposable
{
    private const int Batch = 20;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Waits after each failure; after the last it is given up, a day after it began.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(17),
    ];

    private readonly HttpMessageInvoker _http = WebhookHttp.Create(addresses);
    private DateTimeOffset _pruned;

    /// <summary>Sends until it is stopped.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = signal.Next;
            var sent = 0;
            foreach (var (type, exception) in signal.TakeTroubles())
            {
                WebhookLog.NotStored(log, type, exception);
            }

            try
            {
                sent = await SendDueAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                WebhookLog.RoundFailed(log, exception.GetType().Name);
            }

            if (sent == 0)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(next, Task.Delay(Idle, time, either.Token)).ConfigureAwait(false);
                await either.CancelAsync();
            }
        }
    }

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many messages were tried.</returns>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _pruned > TimeSpan.FromHours(1))
        {
            _pruned = now;
            await store.PruneAsync(now - Kept, cancellationToken);
        }

        var due = await store.TakeDueAsync(now, Lease, Batch, cancellationToken);
        await Task.WhenAll(due.Select(delivery => DeliverAsync(delivery, cancellationToken)));
        return due.Count;
    }

    public void Dispose() => _http.Dispose();

    private async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var webhook = await store.FindAsync(delivery.WebhookId, cancellationToken);
        if (webhook is null)
        {
            return;
        }

        delivery.Problem = await PostAsync(webhook, delivery, cancellationToken);
        var now = time.GetUtcNow();
        if (delivery.Problem is null)
        {
            (delivery.NextAt, delivery.DeliveredAt) = (null, now);
        }
        else if (delivery.Attempts > Waits.Length)
        {
            delivery.NextAt = null;
            WebhookLog.GivenUp(log, webhook.Id, delivery.Attempts, delivery.Id, delivery.Problem);
        }
        else
        {
            delivery.NextAt = now + Waits[delivery.Attempts - 1];
        }

        await store.SettleAsync(delivery, cancellationToken);
    }

    /// <returns>What went wrong, in words of ours; nothing that the other side said.</returns>
    private async Task<string?> PostAsync(Webhook webhook, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (box.Unprotect(Purposes.WebhookKey, webhook.Ciphertext) is not { } key)
        {
            return "the key that signs cannot be read: the key ring that encrypted it is gone";
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "keeptrusts");
        request.Headers.TryAddWithoutValidation("x-keeptrusts-event", delivery.Event);
        request.Headers.TryAddWithoutValidation("x-keeptrusts-delivery", delivery.Id);
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Of(Encoding.UTF8.GetString(key), time.GetUtcNow(), delivery.Body));
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? null : $"it answered with status {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it did not answer within {Timeout.TotalSeconds:0} seconds";
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return exception is AddressNotAllowedException || exception.InnerException is AddressNotAllowedException
                ? $"its host is at an address that webhooks may not reach ({AddressRules.Variable} allows exceptions)"
                : $"it could not be reached ({(exception as HttpRequestException)?.HttpRequestError.ToString() ?? exception.GetType().Name})";
        }
    }
}
