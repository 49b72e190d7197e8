using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary><c>/v1/webhooks</c>.</summary>
internal sealed class WebhookEndpoints(WebhookService webhooks) : IApiRoutes
{
    private const int Shown = 50;

    public IEnumerable<ApiRoute> Routes =>
    [
        new("GET", "/v1/webhooks", Permission.Administer, "Lists webhooks.", ListAsync) { Answer = typeof(Page<WebhookView>), Paged = true },
        new("POST", "/v1/webhooks", Permission.Administer, "Makes a webhook; the answer has the key that signs its messages.", CreateAsync)
        {
            Body = typeof(NewWebhook), Answer = typeof(MintedWebhookView), Status = StatusCodes.Status201Created, Replay = ReplayAsync,
        },
        new("GET", "/v1/webhooks/{id}", Permission.Administer, "Shows a webhook.", ShowAsync) { Answer = typeof(WebhookView) },
        new("DELETE", "/v1/webhooks/{id}", Permission.Administer, "Deletes a webhook.", DeleteAsync) { Answer = typeof(WebhookView) },
        new("POST", "/v1/webhooks/{id}/test", Permission.Administer, "Sends a message for a try.", TestAsync) { Answer = typeof(DeliveryView) },
        new("GET", "/v1/webhooks/{id}/deliveries", Permission.Administer, "Lists the last messages with what became of them.", DeliveriesAsync) { Answer = typeof(Page<DeliveryView>), Paged = true },
    ];

    private async Task ListAsync(HttpContext context, Principal caller) => await ApiAnswer.PageAsync(
        context, (await webhooks.ListAsync(context.RequestAborted)).Select(WebhookView.Of).OrderBy(w => w.Id, StringComparer.Ordinal), w => w.Id, ControlJson.Default.PageWebhookView);

    private async Task CreateAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.NewWebhook)).Refused(out var unreadable, out var wanted))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
        }
        else if ((await webhooks.CreateAsync(caller, wanted, context.RequestAborted)).Refused(out var refusal, out var made))
        {
            await ApiAnswer.RefuseAsync(context, refusal);
        }
        else
        {
            await ApiAnswer.CreatedAsync(context, made.Id, $"/v1/webhooks/{made.Id}", made, ControlJson.Default.MintedWebhookView);
        }
    }

    // Without the signing key, which is shown once.
    private async Task ReplayAsync(HttpContext context, Principal caller, string id)
    {
        var found = await webhooks.FindAsync(id, context.RequestAborted);
        await (found.Refused(out var gone, out var webhook)
            ? ApiAnswer.RefuseAsync(context, gone)
            : ApiAnswer.CreatedAsync(context, id, $"/v1/webhooks/{id}", WebhookView.Of(webhook), ControlJson.Default.WebhookView));
    }

    private async Task ShowAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await webhooks.FindAsync(Id(context), context.RequestAborted));

    private async Task DeleteAsync(HttpContext context, Principal caller) => await AnswerAsync(context, await webhooks.DeleteAsync(caller, Id(context), context.RequestAborted));

    private async Task TestAsync(HttpContext context, Principal caller)
    {
        var sent = await webhooks.TestAsync(Id(context), context.RequestAborted);
        await (sent.Refused(out var refusal, out var delivery) ? ApiAnswer.RefuseAsync(context, refusal) : ApiAnswer.OkAsync(context, DeliveryView.Of(delivery), ControlJson.Default.DeliveryView));
    }

    private async Task DeliveriesAsync(HttpContext context, Principal caller)
    {
        var found = await webhooks.DeliveriesAsync(Id(context), Shown, context.RequestAborted);
        await (found.Refused(out var refusal, out var deliveries)
            ? ApiAnswer.RefuseAsync(context, refusal)
            : ApiAnswer.PageAsync(context, deliveries.Select(DeliveryView.Of).OrderByDescending(d => d.Id, StringComparer.Ordinal), d => d.Id, ControlJson.Default.PageDeliveryView, descending: true));
    }

    private static Task AnswerAsync(HttpContext context, Outcome<Webhook> outcome) => outcome.Refused(out var refusal, out var webhook)
        ? ApiAnswer.RefuseAsync(context, refusal)
        : ApiAnswer.OkAsync(context, WebhookView.Of(webhook), ControlJson.Default.WebhookView);

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
