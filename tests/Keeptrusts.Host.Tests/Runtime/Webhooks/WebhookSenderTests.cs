using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Webhooks;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Runtime.Webhooks;

/// <summary>Messages to webhooks: signed, sent again, and only where they may go.</summary>
public sealed class WebhookSenderTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Publish_Webhook_GetsASignedMessageOfIds(string provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var test = await Setting.StartAsync(provider);
        var made = await test.CreateAsync(receiver.Url, "escalation.created");
        await test.Publisher.PublishAsync(WebhookEvents.EscalationCreated, new() { ["escalation_id"] = "esc_1" }, None);
        await test.Publisher.PublishAsync(WebhookEvents.TokenRevoked, new() { ["token_id"] = "key_1" }, None);
        Assert.Equal(1, await test.Sender.SendDueAsync(None));
        Assert.Equal(0, await test.Sender.SendDueAsync(None));
        var (headers, body) = Assert.Single(receiver.Requests);
        Assert.Equal(("escalation.created", "esc_1"), (JsonNode.Parse(body)!["type"]!.GetValue<string>(), JsonNode.Parse(body)!["data"]!["escalation_id"]!.GetValue<string>()));
        var stamp = test.Time.GetUtcNow().ToUnixTimeSeconds();
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(made.Secret), Encoding.UTF8.GetBytes($"{stamp}.{body}")));
        Assert.Equal($"t={stamp},v1={signature}", headers["x-keeptrusts-signature"].ToString());
        Assert.Equal(JsonNode.Parse(body)!["id"]!.GetValue<string>(), headers["x-keeptrusts-delivery"].ToString());
        Assert.Equal("delivered", DeliveryView.Of(Assert.Single(await test.Store.DeliveriesAsync(made.Id, 10, None))).Status);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Send_ReceiverFails_IsTriedAgainLaterAndByAnotherNode(string provider)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var test = await Setting.StartAsync(provider);
        var made = await test.CreateAsync(receiver.Url);
        receiver.Status = _ => 503;
        await test.Publisher.PublishAsync(WebhookEvents.TokenRevoked, [], None);
        await test.Sender.SendDueAsync(None);
        Assert.Equal(0, await test.Sender.SendDueAsync(None));
        var waiting = DeliveryView.Of(Assert.Single(await test.Store.DeliveriesAsync(made.Id, 10, None)));
        Assert.Equal(("waiting", 1, "it answered with status 503"), (waiting.Status, waiting.Attempts, waiting.Problem));
        receiver.Status = _ => 204;
        test.Time.Advance(TimeSpan.FromSeconds(6));
        using var restarted = test.NewSender();
        Assert.Equal(1, await restarted.SendDueAsync(None));
        Assert.Equal(("delivered", 2), (DeliveryView.Of((await test.Store.DeliveriesAsync(made.Id, 10, None))[0]).Status, receiver.Requests.Count));
        Assert.Single(receiver.Requests.Select(request => request.Headers["x-keeptrusts-delivery"].ToString()).Distinct());
    }

    [Fact]
    public async Task Send_NeverReached_IsGivenUp()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var test = await Setting.StartAsync("Sqlite");
        var made = await test.CreateAsync(receiver.Url);
        receiver.Status = _ => 500;
        await test.Publisher.PublishAsync(WebhookEvents.TokenRevoked, [], None);
        for (var round = 0; round < 20; round++)
        {
            await test.Sender.SendDueAsync(None);
            test.Time.Advance(TimeSpan.FromHours(18));
        }

        var failed = DeliveryView.Of((await test.Store.DeliveriesAsync(made.Id, 10, None)).DefaultIfEmpty(Gone).Single());
        Assert.Equal(8, receiver.Requests.Count);
        Assert.True(failed.Status is "failed" || failed.Id == Gone.Id);
    }

    [Fact]
    public async Task Send_Redirect_IsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var test = await Setting.StartAsync("Sqlite");
        var made = await test.CreateAsync(receiver.Url);
        receiver.Status = context =>
        {
            context.Response.Headers.Location = receiver.Url + "/elsewhere";
            return 307;
        };
        await test.Publisher.PublishAsync(WebhookEvents.TokenRevoked, [], None);
        await test.Sender.SendDueAsync(None);
        Assert.Single(receiver.Requests);
        Assert.Equal("it answered with status 307", (await test.Store.DeliveriesAsync(made.Id, 10, None))[0].Problem);
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://127.0.0.1:9/hook")]
    [InlineData("https://localhost:9/hook")]
    [InlineData("https://[::1]:9/hook")]
    public async Task Send_AddressThatIsNotPublic_IsRefusedAtTheConnection(string url)
    {
        await using var test = await Setting.StartAsync("Sqlite", allowed: "10.99.0.0/16");
        var webhook = new Webhook { Id = "whk_1", Url = url, Events = [], Ciphertext = test.Ring.Protect("webhook-key", "k"u8), CreatedAt = test.Time.GetUtcNow() };
        await test.Store.AddAsync(webhook, test.Entry(webhook), None);
        await test.Publisher.PublishAsync(WebhookEvents.TokenRevoked, [], None);
        await test.Sender.SendDueAsync(None);
        Assert.Contains("may not reach", (await test.Store.DeliveriesAsync("whk_1", 10, None))[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://user:secret@example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("hook")]
    public async Task Create_UrlThatMayNotBe_IsRefused(string url)
    {
        await using var test = await Setting.StartAsync("Sqlite", allowed: null);
        Assert.True((await test.Service.CreateAsync(Principal.Host, new(url), None)).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
    }

    private static WebhookDelivery Gone { get; } = new() { Id = "dlv_gone", WebhookId = "", Event = "", Body = "", CreatedAt = default };

    private sealed class Setting : IAsyncDisposable
    {
        private readonly TestDatabase _database;
        private readonly TempFolder _folder = new();
        private readonly WebhookSignal _signal = new();
        private readonly AddressRules _rules;
        private readonly AuditTrail _audit;

        private Setting(TestDatabase database, string? allowed)
        {
            (_database, _rules) = (database, new(allowed));
            _audit = new(Time);
            Ring = TestKeyRing.In(_folder.Location);
            Store = new(database.Database);
            Publisher = new(Store, _signal, Time);
            Service = new(Store, Publisher, _rules, Ring, _audit, Time);
            Sender = NewSender();
        }

        public FakeTimeProvider Time { get; } = new(new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

        public Host.Runtime.Protection.KeyRing Ring { get; }

        public WebhookStore Store { get; }

        public WebhookPublisher Publisher { get; }

        public WebhookService Service { get; }

        public WebhookSender Sender { get; }

        public static async Task<Setting> StartAsync(string provider, string? allowed = "127.0.0.1") => new(await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider)), allowed);

        public WebhookSender NewSender() => new(Store, _signal, Ring, _rules, Time, NullLogger<WebhookSender>.Instance);

        public AuditEntry Entry(Webhook webhook) => _audit.Entry(Principal.Host, "webhook.create", webhook.Id, null, "{}");

        public async Task<MintedWebhookView> CreateAsync(string url, params string[] events)
        {
            Assert.False((await Service.CreateAsync(Principal.Host, new(url, events), None)).Refused(out var refusal, out var made), refusal?.Message);
            return made!;
        }

        public async ValueTask DisposeAsync()
        {
            Sender.Dispose();
            await _database.DisposeAsync();
            _folder.Dispose();
        }
    }
}
