using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary><c>/v1/embeddings</c> and <c>/v1/moderations</c>: text goes in, none comes out.</summary>
public sealed class EmbeddingTests
{
    private const string Embeddings = "/v1/embeddings";
    private const string Moderations = "/v1/moderations";

    [Theory]
    [InlineData(Embeddings)]
    [InlineData(Moderations)]
    public async Task Call_Input_IsRedacted(string route)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(route, """{"model":"gpt-4o","input":["I am ann@example.com","4111 1111 1111 1111"],"user":"ann"}""");
        Assert.Equal((200, "redact", "upstream", "team-dev@3"), (answer.Status, answer["x-keeptrusts-verdict"], answer["x-keeptrusts-source"], answer["x-keeptrusts-config"]));
        Assert.Equal("""{"model":"gpt-4o","input":["I am [EMAIL_ADDRESS]","[CREDIT_CARD]"]}""", Assert.Single(gateway.Upstream.Requests).Text);
        Assert.Equal(((HttpReply)(route == Embeddings ? gateway.Upstream.Embedding : gateway.Upstream.Moderation)).Body, answer.Body);
    }

    [Theory]
    [InlineData(Embeddings)]
    [InlineData(Moderations)]
    public async Task Call_InputBlocked_ReachesNobody(string route)
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }");
        var answer = await gateway.CallAtAsync(route, """{"model":"gpt-4o","input":"I am ann@example.com"}""");
        Assert.Equal((400, "input_blocked"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Embedding_Budget_HoldsThePromptAndSettlesIt()
    {
        await using var gateway = await TestGateway.StartAsync(null, "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        var answer = await gateway.CallAtAsync(Embeddings, """{"model":"gpt-4o","input":"hi"}""");
        Assert.Equal((200, "0.00002"), (answer.Status, answer["x-keeptrusts-cost-usd"]));
        Assert.Null(answer["x-keeptrusts-output-limit"]);
        Assert.Equal("""{"model":"gpt-4o","input":"hi"}""", gateway.Upstream.Requests[0].Text);
        Assert.Equal("49.99998", answer["x-keeptrusts-budget-remaining-usd"]);
        var usage = (await gateway.EventAsync()).Usage!;
        Assert.Equal((8, 0, false), (usage.Prompt, usage.Completion, usage.Estimated));
    }

    [Fact]
    public async Task Moderation_Budget_CostsNothing()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null, "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.000001 }] }").Replace(", models: [gpt-4o, gpt-4o-mini]", "", StringComparison.Ordinal));
        var answer = await gateway.CallAtAsync(Moderations, """{"input":"hi"}""");
        Assert.Equal((200, "0"), (answer.Status, answer["x-keeptrusts-cost-usd"]));
        Assert.Equal("""{"model":"omni-moderation-latest","input":"hi"}""", gateway.Upstream.Requests[0].Text);
        Assert.Equal("omni-moderation-latest", (await gateway.EventAsync()).Model);
    }

    [Fact]
    public async Task Moderation_Parts_AreReadAndImagesJudged()
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(Moderations, """{"model":"gpt-4o","input":[{"type":"text","text":"I am ann@example.com"}]}""");
        Assert.Equal((200, "I am [EMAIL_ADDRESS]"), (answer.Status, gateway.Upstream.Requests[0].Json["input"]![0]!["text"]!.GetValue<string>()));
        var image = await gateway.CallAtAsync(Moderations, """{"model":"gpt-4o","input":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]}""");
        Assert.Equal((400, "unreadable_content"), (image.Status, image.Error["reason_code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("[[1,2],[3]]")]
    public async Task Embedding_TokenIds_AreRefusedUnderContentPolicies(string input)
    {
        await using var gateway = await TestGateway.StartAsync();
        var refused = await gateway.CallAtAsync(Embeddings, $$"""{"model":"gpt-4o","input":{{input}}}""");
        Assert.Equal((400, "unreadable_content"), (refused.Status, refused.Error["reason_code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Embedding_StreamTrue_IsNoWayRoundAPolicy()
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(Embeddings, """{"model":"gpt-4o","input":"I am ann@example.com","stream":true}""");
        Assert.Equal((200, "application/json"), (answer.Status, answer["content-type"]));
        Assert.Contains("[EMAIL_ADDRESS]", gateway.Upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embedding_TextsAmongTheVectors_AreJudged()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Embedding = HttpReply.Json(200, """{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAA","note":"ask ann@example.com"}],"model":"m","by":"bob@example.com"}""");
        var answer = await gateway.CallAtAsync(Embeddings, """{"model":"gpt-4o","input":"hi","encoding_format":"base64"}""");
        Assert.Equal("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAA","note":"ask [EMAIL_ADDRESS]"}],"model":"m","by":"[EMAIL_ADDRESS]"}""", answer.Body);
        Assert.True((await gateway.EventAsync()).Usage!.Estimated);
    }

    [Theory]
    [InlineData("<html>", "text/html")]
    [InlineData("""{"error":{"message":"no"}}""", "application/json")]
    public async Task Embedding_NoAnswer_Is502(string body, string type)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Embedding = new HttpReply(200, body, type);
        var answer = await gateway.CallAtAsync(Embeddings, """{"model":"gpt-4o","input":"hi"}""");
        Assert.Equal((502, "upstream_invalid_response"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }
}
