using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Names for several targets: what they are sent, and that a group is no way around a policy.</summary>
public sealed class ModelGroupTests
{
    private const string Groups = "fallback: {}\n  model_groups: [{ name: fast, targets: [second, first], aliases: [fast-chat] }]";
    private const string Second = "models: [llama-3, llama-2], pricing: { llama-3: { input_per_1m_usd: 1, output_per_1m_usd: 1 }, llama-2: { input_per_1m_usd: 9, output_per_1m_usd: 9 } }";

    [Theory]
    [InlineData("fast")]
    [InlineData("FAST-chat")]
    public async Task Call_OfAGroup_GoesToItsTargetsWithTheirModels(string name)
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second);
        routed.Second.Enqueue(HttpReply.Error(500, "no", "a"));
        Assert.Equal(200, (await routed.CallAsync(Body(name))).Status);
        Assert.Equal("""{ "model" : "llama-3" , "messages":[{"role":"user","content":"hi"}]}""", routed.Second.Calls.Single().Text);
        Assert.Equal("""{ "model" : "gpt-4o" , "messages":[{"role":"user","content":"hi"}]}""", routed.First.Calls.Single().Text);
        var recorded = await routed.Gateway.EventAsync();
        Assert.Equal((name, "first"), (recorded.Model, recorded.Provider));
        Assert.Equal(["llama-3", "gpt-4o"], recorded.Attempts!.Select(attempt => attempt.Model));
    }

    [Fact]
    public async Task Call_OfAGroup_IsPricedByTheModelThatIsSent()
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second, policy: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        Assert.Equal("0.000018", (await routed.CallAsync(Body("fast")))["x-keeptrusts-cost-usd"]);
    }

    [Fact]
    public async Task Retry_AtTheOtherTarget_CarriesItsOwnLimitFieldOnly()
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second + ", capabilities: { output_limit_field: max_completion_tokens }", policy: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        routed.Second.Enqueue(HttpReply.Error(500, "no", "a"));
        Assert.Equal(200, (await routed.CallAsync("""{"model":"fast","user":"ann","store":true,"messages":[{"role":"user","content":"I am ann@example.com"}]}""")).Status);
        Assert.Equal("""{"max_completion_tokens":4096,"model":"llama-3","store":false,"messages":[{"role":"user","content":"I am [EMAIL_ADDRESS]"}]}""", routed.Second.Calls.Single().Text);
        Assert.Equal("""{"max_tokens":4096,"model":"gpt-4o","store":false,"messages":[{"role":"user","content":"I am [EMAIL_ADDRESS]"}]}""", routed.First.Calls.Single().Text);
    }

    [Fact]
    public async Task Models_List_HasGroupsAndAliases()
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second);
        Assert.Equal(["fast", "fast-chat", "gpt-4o", "gpt-4o-mini", "llama-3", "llama-2"], await ModelsAsync(routed));
    }

    [Theory]
    [InlineData("model-allowlist: { allow: [gpt-4o] }", false)]
    [InlineData("model-allowlist: { allow: ['gpt-4o*', 'llama*'] }", true)]
    [InlineData("model-allowlist: { allow: [fast-chat] }", true)]
    [InlineData("model-allowlist: { deny: [llama-3] }", false)]
    [InlineData("model-allowlist: { deny: [fast-chat] }", false)]
    [InlineData("model-allowlist: { deny: [llama-2] }", true)]
    public async Task Call_OfAGroup_IsAllowedByItsNamesOrAllItsModels(string policy, bool allowed)
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second, policy: policy);
        Assert.Equal(allowed ? 200 : 403, (await routed.CallAsync(Body("fast"))).Status);
        Assert.Equal(allowed, (await ModelsAsync(routed)).Contains("fast"));
    }

    [Theory]
    [InlineData("gpt-4o", false)]
    [InlineData("fast", true)]
    [InlineData("fast-chat", true)]
    public async Task Call_OfAGroup_KeyMustAllowAllOfIt(string allowed, bool admitted)
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second);
        var token = routed.Gateway.Add(Calls.Key with { Id = "key_2", AllowedModels = [allowed] });
        Assert.Equal(admitted ? 200 : 403, (await routed.Gateway.CallAsync(Body("fast"), token)).Status);
    }

    [Theory]
    [InlineData("when: { models: ['llama*'] }", 400)]
    [InlineData("when: { models: [fast-chat] }", 400)]
    [InlineData("when: { models: [other] }", 200)]
    [InlineData("except: [{ models: ['llama*', fast] }]", 400)]
    [InlineData("except: [{ models: ['*'] }]", 200)]
    public async Task Call_SelectorOfModels_SeesEveryNameOfTheModel(string selector, int status)
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, second: Second, policy: $"stop: {{ kind: dlp-filter, action: block, blocked_terms: [falcon], {selector} }}");
        Assert.Equal(status, (await routed.CallAsync("""{"model":"fast","messages":[{"role":"user","content":"falcon"}]}""")).Status);
    }

    private static string Body(string model) => $$"""{ "model" : "{{model}}" , "messages":[{"role":"user","content":"hi"}]}""";

    private static async Task<List<string>> ModelsAsync(RoutedGateway routed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Authorization = new("Bearer", routed.Gateway.Token);
        using var response = await routed.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["data"]!.AsArray().Select(model => model!["id"]!.GetValue<string>())];
    }
}
