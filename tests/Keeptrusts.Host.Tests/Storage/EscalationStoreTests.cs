using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>Escalations in both databases.</summary>
public sealed class EscalationStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Open_ManyAtOnce_GiveOneEscalation(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var stores = new[] { new EscalationStore(test.Database), new EscalationStore(await test.OpenAsync()) };
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 2].OpenAsync(Make($"esc_{i:00}", "wish"), [Content($"esc_{i:00}", HeldContent.Request)], Now, None))));
        Assert.Single(opened.Select(e => e.Id).Distinct());
        await using var db = test.Database.CreateDbContext();
        Assert.Equal((1, 1), (db.Escalations.Count(), db.HeldContents.Count()));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Release_ManyAtOnce_OneGetsTheAnswer(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new EscalationStore(test.Database);
        await store.OpenAsync(Make("esc_1", "wish", answer: true), [Content("esc_1", HeldContent.Request), Content("esc_1", HeldContent.Answer)], Now, None);
        Assert.Empty(await store.ReleaseAsync("esc_1", Now, None));
        Assert.True(await ResolveAsync(store, "esc_1", EscalationStatus.Approved, erase: false));
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.ReleaseAsync("esc_1", Now, None))));
        Assert.Equal(2, Assert.Single(taken, contents => contents.Count > 0).Count);
        Assert.False(await store.HoldsAnswersAsync(Now, None));
        Assert.Null(await store.FindAnswerAsync("wish", Now, None));
        Assert.Equal("esc_2", (await store.OpenAsync(Make("esc_2", "wish", answer: true), [], Now, None)).Id);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Resolve_SeveralDeciders_TheFirstDecides(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new EscalationStore(test.Database);
        await store.OpenAsync(Make("esc_1", "wish"), [Content("esc_1", HeldContent.Request)], Now, None);
        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ResolveAsync(store, "esc_1", i % 2 == 0 ? EscalationStatus.Approved : EscalationStatus.Denied, erase: true))));
        Assert.Single(decided, done => done);
        await using var db = test.Database.CreateDbContext();
        Assert.Equal((0, 1), (db.HeldContents.Count(), db.Audit.Count()));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Expire_AfterItsTime_MakesRoomAndErases(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new EscalationStore(test.Database);
        await store.OpenAsync(Make("esc_1", "wish", answer: true), [Content("esc_1", HeldContent.Answer)], Now, None);
        Assert.True(await store.HoldsAnswersAsync(Now, None));
        var later = Now.AddHours(2);
        Assert.False(await store.HoldsAnswersAsync(later, None));
        Assert.Equal("esc_2", (await store.OpenAsync(Make("esc_2", "wish", answer: true), [], later, None)).Id);
        Assert.Equal(EscalationStatus.Expired, (await store.FindAsync("esc_1", None))!.Status);
        await using var db = test.Database.CreateDbContext();
        Assert.Empty(db.HeldContents);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task List_Filters_ByStatusTeamAssigneeAndCursor(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new EscalationStore(test.Database);
        await store.OpenAsync(Make("esc_1", "a"), [], Now, None);
        await store.OpenAsync(Make("esc_2", "b", team: "other", assignees: ["jane"]), [], Now, None);
        await store.OpenAsync(Make("esc_3", "c", team: "other", assignees: ["janet"]), [], Now, None);
        await ResolveAsync(store, "esc_3", EscalationStatus.Denied, erase: true);
        Assert.Equal(["esc_3", "esc_2", "esc_1"], await IdsAsync(new()));
        Assert.Equal(["esc_3"], await IdsAsync(new() { Statuses = [EscalationStatus.Denied] }));
        Assert.Equal(["esc_1"], await IdsAsync(new() { Team = "default" }));
        Assert.Equal(["esc_1"], await IdsAsync(new() { Confinement = "default" }));
        Assert.Equal(["esc_2", "esc_1"], await IdsAsync(new() { Confinement = "default", Assignee = "jane" }));
        Assert.Equal(["esc_2"], await IdsAsync(new() { Before = "esc_3", Limit = 1 }));

        async Task<IEnumerable<string>> IdsAsync(EscalationFilter filter) => (await store.ListAsync(filter, None)).Select(e => e.Id);
    }

    private static async Task<bool> ResolveAsync(EscalationStore store, string id, EscalationStatus status, bool erase)
    {
        var escalation = (await store.FindAsync(id, None))!;
        (escalation.Status, escalation.ResolvedBy, escalation.ResolvedAt, escalation.ExpiresAt) = (status, "mona", Now, Now.AddHours(1));
        return await store.ResolveAsync(escalation, erase, new AuditTrail(TimeProvider.System).Entry(Principal.Host, "escalation.resolve", id, null, "{}"), None);
    }

    private static HeldContent Content(string id, string part) => new() { EscalationId = id, Part = part, Ciphertext = [1, 2, 3], CreatedAt = Now };

    private static Escalation Make(string id, string subject, bool answer = false, string team = "default", IReadOnlyList<string>? assignees = null) => new()
    {
        Id = id,
        Subject = subject,
        Fingerprint = subject + ":p",
        TeamId = team,
        KeyId = "key_1",
        KeyName = "laptop",
        LineageId = "key_1",
        Gateway = "local-gw",
        RequestId = "req_1",
        Policy = "p",
        Kind = "human-oversight",
        Phase = "input",
        ReasonCode = "human_approval_required",
        AnswerType = answer ? "application/json" : null,
        ConfigVersion = "local-gw@1",
        Assignees = assignees ?? ["managers"],
        Status = EscalationStatus.Queued,
        CreatedAt = Now,
        ExpiresAt = Now.AddHours(1),
        ApprovalLasts = TimeSpan.FromHours(1),
    };
}
