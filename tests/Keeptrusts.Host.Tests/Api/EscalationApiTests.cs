using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Escalations end to end: a call at the gateway, a decision at the control plane, both over HTTP.</summary>
public sealed class EscalationApiTests
{
    private const string Marked = "Zebulon-77";

    private static string Document(string oversight) => $$"""
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, human-oversight, audit-logger] }
        policy:
          pii-detector: { action: redact }
          human-oversight: { {{oversight}} }
          audit-logger: { retention_days: 90 }
        """;

    private static string Input(string more = "") => Document($"phases: [input], require_human_for: {{ topics: {{ deals: [merger] }} }}, assignee: managers{more}");

    private static string Output(string more = "") => Document($"phases: [output], require_human_for: {{ topics: {{ deals: [merger] }} }}, assignee: managers{more}");

    [Fact]
    public async Task Input_ApprovedByAManager_TheSameRequestPassesAndAnotherDoesNot()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var refused = await test.CallAsync($"the merger {Marked}, ask ann@example.org");
        Assert.Equal((403, "escalation_required"), (refused.Status, refused.Error("code")));
        var id = refused.Error("escalation_id");
        Assert.Equal(id, (await test.CallAsync($"the merger {Marked}, ask ann@example.org")).Error("escalation_id"));

        var (_, list) = await test.Host.AskAsync(HttpMethod.Get, "/v1/escalations?status=open", token: test.Manager);
        Assert.Equal([(id, "queued")], list.GetProperty("data").EnumerateArray().Select(e => (e.GetProperty("id").GetString()!, e.GetProperty("status").GetString()!)));
        Assert.DoesNotContain(Marked, list.ToString(), StringComparison.Ordinal);

        var (_, shown) = await test.Host.AskAsync(HttpMethod.Get, $"/v1/escalations/{id}", token: test.Manager);
        Assert.Contains(Marked, shown.GetProperty("request").GetString(), StringComparison.Ordinal);
        Assert.Contains("[EMAIL_ADDRESS]", shown.GetProperty("request").GetString(), StringComparison.Ordinal);
        Assert.Equal("claimed", (await test.Host.AskAsync(HttpMethod.Post, $"/v1/escalations/{id}/claim", token: test.Manager)).Body.GetProperty("status").GetString());
        var (status, approved) = await test.ResolveAsync(id, "approve", "fine");
        Assert.Equal((HttpStatusCode.OK, "approved", "mona"), (status, approved.GetProperty("status").GetString(), approved.GetProperty("resolved_by").GetString()));

        Assert.Equal(200, (await test.CallAsync($"the merger {Marked}, ask ann@example.org")).Status);
        Assert.Equal(403, (await test.CallAsync("another merger")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await test.ResolveAsync(id, "deny")).Status);
        Assert.Equal(0, await test.CountAsync("SELECT COUNT(*) FROM held_contents WHERE EscalationId = @id", id));
        Assert.Equal(["escalation.approve", "escalation.claim", "escalation.view"], await test.ActionsAsync(id));
    }

    [Fact]
    public async Task Input_WhatIsHeld_IsNotReadableInTheDatabase()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var id = (await test.CallAsync($"the merger {Marked}")).Error("escalation_id");
        Assert.Equal(1, await test.CountAsync("SELECT COUNT(*) FROM held_contents WHERE EscalationId = @id", id));
        await FilesOnDisk.MustNotHaveAsync(Marked, test.Host.Data);
    }

    [Fact]
    public async Task Input_ApprovedWithinTheHold_TheCallGoesOn()
    {
        await using var test = await EscalationSetting.StartAsync(Input(", hold_seconds: 20"));
        var call = test.CallAsync("the merger");
        var id = await test.WaitForOneAsync();
        Assert.False(call.IsCompleted);
        await test.ResolveAsync(id, "approve");
        Assert.Equal(200, (await call).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Output_Approved_TheHeldAnswerIsReleasedOnceAndErased(bool stream)
    {
        await using var test = await EscalationSetting.StartAsync(Output());
        var refused = await test.CallAsync("the merger", stream);
        Assert.Equal(403, refused.Status);
        var id = refused.Error("escalation_id");
        Assert.Equal(id, (await test.CallAsync("the merger", stream)).Error("escalation_id"));
        var (_, shown) = await test.Host.AskAsync(HttpMethod.Get, $"/v1/escalations/{id}", token: test.Manager);
        var held = shown.GetProperty("answer").GetString()!;
        await test.ResolveAsync(id, "approve");
        Assert.Equal(2, await test.CountAsync("SELECT COUNT(*) FROM held_contents WHERE EscalationId = @id", id));
        var released = await test.CallAsync("the merger", stream);
        Assert.Equal((200, held), (released.Status, released.Text));
        Assert.Equal(0, await test.CountAsync("SELECT COUNT(*) FROM held_contents WHERE EscalationId = @id", id));
        Assert.NotEqual(id, (await test.CallAsync("the merger", stream)).Error("escalation_id"));
    }

    [Fact]
    public async Task Output_Denied_RefusalSaysSoAndTheAnswerIsErased()
    {
        await using var test = await EscalationSetting.StartAsync(Output());
        var id = (await test.CallAsync("the merger")).Error("escalation_id");
        await test.ResolveAsync(id, "deny", "not before friday");
        var denied = await test.CallAsync("the merger");
        Assert.Equal((403, "denied", id), (denied.Status, denied.Error("escalation_status"), denied.Error("escalation_id")));
        Assert.Contains("note", denied.Error("message"), StringComparison.Ordinal);
        Assert.DoesNotContain("friday", denied.Text, StringComparison.Ordinal);
        Assert.Equal(0, await test.CountAsync("SELECT COUNT(*) FROM held_contents WHERE EscalationId = @id", id));
    }

    [Fact]
    public async Task Resolve_OwnCallOrNobodyAsked_IsRefused()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var id = (await test.CallAsync("the merger")).Error("escalation_id");
        var own = test.Owner;
        var colleague = await test.Host.AddPersonAsync("bob", "search", "developer");
        var (status, problem) = await test.ResolveAsync(id, "approve", token: own);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("own", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await test.ResolveAsync(id, "approve", token: colleague)).Status);
        foreach (var token in (string[])[own, colleague])
        {
            var (_, shown) = await test.Host.AskAsync(HttpMethod.Get, $"/v1/escalations/{id}", token: token);
            Assert.False(shown.TryGetProperty("request", out _));
        }

        Assert.Empty(await test.ActionsAsync(id));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody-we-know")]
    public async Task Resolve_CallOfAKeyThatTheManagerMadeForNobody_IsRefused(string? owner)
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var (_, key) = await test.Host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "spare", team_id = "search", owner }, test.Manager);
        var id = (await test.CallAsync("the merger", with: key.GetProperty("key").GetString())).Error("escalation_id");
        Assert.Equal(HttpStatusCode.Forbidden, (await test.ResolveAsync(id, "approve", token: test.Manager)).Status);
        Assert.False((await test.Host.AskAsync(HttpMethod.Get, $"/v1/escalations/{id}", token: test.Manager)).Body.TryGetProperty("request", out _));
        Assert.Equal(HttpStatusCode.OK, (await test.ResolveAsync(id, "approve", token: test.Owner)).Status);
    }

    [Fact]
    public async Task Resolve_CallOfAKeyThatTheManagerMadeForAUser_Decides()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var (_, key) = await test.Host.AskAsync(HttpMethod.Post, "/v1/tokens", new { name = "for-ann", team_id = "search", owner = "ann" }, test.Manager);
        var id = (await test.CallAsync("the merger", with: key.GetProperty("key").GetString())).Error("escalation_id");
        Assert.Equal(HttpStatusCode.OK, (await test.ResolveAsync(id, "approve", token: test.Manager)).Status);
    }

    [Fact]
    public async Task Resolve_CallMadeOnBehalfOfTheManager_IsRefused()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var app = await test.Host.CreateTokenAsync(new { name = "app", token_type = "gateway", team_id = "search", owner = "ann", on_behalf_of = true });
        var id = (await test.CallAsync("the merger", with: app.GetProperty("key").GetString(), user: "mona")).Error("escalation_id");
        Assert.Equal(HttpStatusCode.Forbidden, (await test.ResolveAsync(id, "approve", token: test.Manager)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await test.ResolveAsync(id, "approve", token: test.Owner)).Status);

        var other = (await test.CallAsync("the merger", with: app.GetProperty("key").GetString(), user: "zoe")).Error("escalation_id");
        Assert.NotEqual(id, other);
        Assert.Equal(HttpStatusCode.OK, (await test.ResolveAsync(other, "approve", token: test.Manager)).Status);
    }

    [Fact]
    public async Task Escalation_OfAnotherTeam_IsNeitherSeenNorChanged()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var id = (await test.CallAsync("the merger")).Error("escalation_id");
        var stranger = await test.Host.AddPersonAsync("eve", "default", "manager");
        Assert.Empty((await test.Host.AskAsync(HttpMethod.Get, "/v1/escalations", token: stranger)).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await test.Host.AskAsync(HttpMethod.Get, $"/v1/escalations/{id}", token: stranger)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await test.Host.AskAsync(HttpMethod.Post, $"/v1/escalations/{id}/claim", token: stranger)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await test.ResolveAsync(id, "approve", token: stranger)).Status);
    }

    [Fact]
    public async Task Resolve_NamedAssigneeOfAnotherTeam_Decides()
    {
        await using var test = await EscalationSetting.StartAsync(Input().Replace("managers", "[jane]", StringComparison.Ordinal));
        var id = (await test.CallAsync("the merger")).Error("escalation_id");
        var jane = await test.Host.AddPersonAsync("jane", "default", "developer");
        Assert.Equal(HttpStatusCode.Forbidden, (await test.ResolveAsync(id, "approve", token: test.Manager)).Status);
        Assert.Single((await test.Host.AskAsync(HttpMethod.Get, "/v1/escalations", token: jane)).Body.GetProperty("data").EnumerateArray());
        Assert.Equal(HttpStatusCode.OK, (await test.ResolveAsync(id, "approve", token: jane)).Status);
    }

    [Fact]
    public async Task Cli_ListClaimResolve_AsDocumented()
    {
        await using var test = await EscalationSetting.StartAsync(Input());
        var id = (await test.CallAsync("the merger")).Error("escalation_id");
        var list = await Kt.RunAsync(test.Host.Data, "escalation", "list", "--status", "open", "--json");
        Assert.Equal(id, JsonNode.Parse(list.Out)![0]!["id"]!.GetValue<string>());
        Assert.Contains("the merger", (await Kt.RunAsync(test.Host.Data, "escalation", "show", id)).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await Kt.RunAsync(test.Host.Data, "escalation", "claim", id)).ExitCode);
        Assert.Equal(2, (await Kt.RunAsync(test.Host.Data, "escalation", "resolve", id)).ExitCode);
        var resolved = await Kt.RunAsync(test.Host.Data, "escalation", "resolve", id, "--approve", "--note", "fine", "--json");
        Assert.Equal((0, "approved"), (resolved.ExitCode, JsonNode.Parse(resolved.Out)!["status"]!.GetValue<string>()));
        Assert.Equal(1, (await Kt.RunAsync(test.Host.Data, "escalation", "resolve", id, "--deny")).ExitCode);
        Assert.Equal(200, (await test.CallAsync("the merger")).Status);
    }
}
