using System.Text;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime;

/// <summary>Two nodes over one database: what one holds, the other decides and releases.</summary>
public sealed class EscalationDeskTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Request_DecidedOnAnotherNode_EndsTheWait(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var (here, there) = (new Node(test.Database), new Node(await test.OpenAsync()));
        Assert.Equal((await here.Desk.HashKeyAsync(None)).ToArray(), (await there.Desk.HashKeyAsync(None)).ToArray());
        var ticket = await here.Desk.OpenAsync(Case("esc_1", null), None);
        Assert.Equal(ticket.Id, (await there.Desk.OpenAsync(Case("esc_2", null), None)).Id);
        var waiting = here.Desk.WaitAsync("esc_1", None).AsTask();
        await there.ResolveAsync("esc_1", "deny", "no");
        var decided = await waiting.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal((EscalationState.Denied, true), (decided.State, decided.HasNote));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Answer_HeldOnAnotherNode_IsFoundAndReleasedHere(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var (here, there) = (new Node(test.Database), new Node(await test.OpenAsync()));
        var other = new EscalatingPolicy { Name = "second", Kind = "k", Phase = "tool", ReasonCode = "why", Findings = ["TOOL"] };
        await there.Desk.OpenAsync(Case("esc_1", new("the answer"u8.ToArray(), "application/json")) with { Others = [other] }, None);
        Assert.True(there.Desk.HoldsAnswers);
        Assert.False(here.Desk.HoldsAnswers);
        await here.Sweeper.SweepAsync(None);
        Assert.True(here.Desk.HoldsAnswers);
        Assert.Equal(EscalationState.Pending, (await here.Desk.FindAnswerAsync("wish", None))!.State);
        Assert.Null(await here.Desk.ReleaseAsync("esc_1", None));
        await there.ResolveAsync("esc_1", "approve", null);
        var released = await here.Desk.ReleaseAsync("esc_1", None);
        Assert.Equal(("the answer", "the request", "application/json"), (Encoding.UTF8.GetString(released!.Body.Span), Encoding.UTF8.GetString(released.Request.Span), released.ContentType));
        Assert.Equivalent(other, Assert.Single(released.Others));
        Assert.Null(await there.Desk.ReleaseAsync("esc_1", None));
        Assert.Null(await there.Desk.FindAnswerAsync("wish", None));
        await there.Sweeper.SweepAsync(None);
        Assert.False(there.Desk.HoldsAnswers);
    }

    private static EscalationCase Case(string id, HeldAnswer? answer) => new()
    {
        Id = id,
        Subject = "wish",
        Policy = new() { Name = "first", Kind = "human-oversight", Phase = answer is null ? "input" : "output", ReasonCode = "human_approval_required" },
        KeyId = "key_1",
        KeyName = "laptop",
        Owner = "ann",
        TeamId = "default",
        LineageId = "key_1",
        ConfigVersion = "local-gw@1",
        RequestId = "req_1",
        At = DateTimeOffset.UnixEpoch,
        Request = "the request"u8.ToArray(),
        Answer = answer,
    };

    private sealed class Node
    {
        private readonly EscalationService _service;

        public Node(ControlDatabase database)
        {
            var time = TimeProvider.System;
            var ring = new KeyRing(new(KeyRingKind.Database, null), new ProtectionKeyStore(database), MasterKey.Of("a passphrase of some length"), time);
            var (store, signals) = (new EscalationStore(database), new EscalationSignals());
            var webhooks = new WebhookPublisher(new WebhookStore(database), new WebhookSignal(), time);
            Desk = new("local-gw", store, ring, new OrganisationKeys(new SecretStore(database), ring, time), signals, webhooks, time);
            Sweeper = new(store, signals, time, NullLogger<EscalationSweeper>.Instance);
            _service = new(store, new OwnCalls(new AuditStore(database), new TokenSnapshot(), new PeopleSnapshot()), ring, signals, webhooks, new AuditTrail(time), time);
        }

        public EscalationDesk Desk { get; }

        public EscalationSweeper Sweeper { get; }

        public async Task ResolveAsync(string id, string decision, string? note) =>
            Assert.False((await _service.ResolveAsync(Principal.Host, id, new Resolution(decision, note), None)).Refused(out var refusal, out _), refusal?.Message);
    }
}
