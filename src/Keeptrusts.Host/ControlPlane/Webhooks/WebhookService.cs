using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Makes, lists, tests and deletes webhooks.</summary>
internal sealed class WebhookService(IWebhookStore store, WebhookPublisher publisher, AddressRules addresses, IContentBox box, AuditTrail audit, TimeProvider time)
{
    private const int LongestUrl = 2000;
    private const int MostWebhooks = 100;
    private const int KeyBytes = 32;

    public Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    /// <summary>Makes one. The key that signs is shown here and never again.</summary>
    public async Task<Outcome<MintedWebhookView>> CreateAsync(Principal caller, NewWebhook wanted, CancellationToken cancellationToken)
    {
        if ((CheckUrl(wanted.Url) ?? CheckEvents(wanted.Events ?? [])) is { } bad)
        {
            return bad;
        }

        if ((await store.ListAsync(cancellationToken)).Count >= MostWebhooks)
        {
            return new Refusal(RefusalKind.Conflict, $"there are {MostWebhooks} webhooks already; delete one that nobody needs");
        }

        var key = "whsec_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var webhook = new Webhook
        {
            Id = Identifiers.New("whk_", time),
            Url = wanted.Url!,
            Events = [.. (wanted.Events ?? []).Distinct(StringComparer.Ordinal)],
            Ciphertext = box.Protect(Purposes.WebhookKey, Encoding.UTF8.GetBytes(key)),
            CreatedAt = time.GetUtcNow(),
        };
        await store.AddAsync(webhook, audit.Entry(caller, "webhook.create", webhook.Id, null, Json(webhook)), cancellationToken);
        return new MintedWebhookView(webhook.Id, webhook.Url, webhook.Events, key, webhook.CreatedAt);
    }

    public async Task<Outcome<Webhook>> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found ? found : new Refusal(RefusalKind.NotFound, $"no webhook `{id}`; `kt webhook list` shows them");

    public async Task<Outcome<Webhook>> DeleteAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(id, cancellationToken)).Refused(out var refusal, out var webhook))
        {
            return refusal;
        }

        await store.DeleteAsync(id, audit.Entry(caller, "webhook.delete", id, Json(webhook), null), cancellationToken);
        return webhook;
    }

    /// <summary>Sends a message that says nothing, so that the other side can be tried.</summary>
    public async Task<Outcome<WebhookDelivery>> TestAsync(string id, CancellationToken cancellationToken) =>
        (await FindAsync(id, cancellationToken)).Refused(out var refusal, out var webhook)
            ? refusal
            : await publisher.SendAsync(webhook, WebhookEvents.Test, new() { ["webhook_id"] = id }, cancellationToken);

    /// <summary>The last messages.</summary>
    public async Task<Outcome<IReadOnlyList<WebhookDelivery>>> DeliveriesAsync(string id, int limit, CancellationToken cancellationToken) =>
        (await FindAsync(id, cancellationToken)).Refused(out var refusal, out _)
            ? refusal
            : Outcome<IReadOnlyList<WebhookDelivery>>.Of(await store.DeliveriesAsync(id, limit, cancellationToken));

    private Refusal? CheckUrl(string? url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || url!.Length > LongestUrl ? new(RefusalKind.Invalid, "`url` must be an address like `https://example.com/hooks/keeptrusts`")
        : address.UserInfo.Length > 0 ? new(RefusalKind.Invalid, "`url` holds a user name or password; the signature tells the other side who is calling")
        : address.Scheme == "http" && !addresses.IsExcepted(address.Host) ? new(RefusalKind.Invalid, $"`url` must begin with https; plain http is for hosts that whoever runs the control plane allows ({AddressRules.Variable})")
        : System.Net.IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && !addresses.Allows(address.Host, ip) ? new(RefusalKind.Invalid, $"`url` names an address that is not of the public internet; whoever runs the control plane can allow it ({AddressRules.Variable})")
        : null;

    private static Refusal? CheckEvents(IReadOnlyList<string> events) =>
        events.FirstOrDefault(name => !WebhookEvents.All.Contains(name)) is { } unknown
            ? new(RefusalKind.Invalid, $"there is no event `{(unknown.Length > 60 ? unknown[..60] : unknown)}`; there are {string.Join(", ", WebhookEvents.All)}")
            : null;

    private static string Json(Webhook webhook) => JsonSerializer.Serialize(WebhookView.Of(webhook), ControlJson.Default.WebhookView);
}
