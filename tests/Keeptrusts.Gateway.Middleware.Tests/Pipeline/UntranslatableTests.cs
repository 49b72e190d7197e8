using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Groups of targets of which some cannot be told what a chat asks for.</summary>
public sealed class UntranslatableTests
{
    private const string Groups = "model_groups: [{ name: fast, targets: [second, first] }]";
    private const string Claude = "models: [claude-sonnet-4-5], provider: anthropic";
    private const string Twice = """{"model":"fast","n":2,"messages":[{"role":"user","content":"hi"}]}""";
    private const string OwnGrammar = """{"model":"fast","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"custom","custom":{"name":"sql"}}]}""";

    [Theory]
    [InlineData(Twice)]
    [InlineData(OwnGrammar)]
    [InlineData("""{"model":"fast","stream":true,"seed":1,"messages":[{"role":"user","content":"hi"}]}""")]
    public async Task Call_OneTargetCannotBeTold_GoesToTheNextThatCan(string body)
    {
        await using var routed = await StartAsync(Groups);
        Assert.Equal(200, (await routed.CallAsync(body)).Status);
        Assert.Equal((1, 0), routed.Asked);
        var recorded = await routed.Gateway.EventAsync();
        Assert.Equal(("first", "completed"), (recorded.Provider, recorded.Outcome));
        Assert.Equal(["first answered"], RoutedGateway.Attempts(recorded));
    }

    [Fact]
    public async Task Call_AllCanBeTold_GoesToTheFirst()
    {
        await using var routed = await StartAsync(Groups);
        Assert.Equal(200, (await routed.CallAsync("""{"model":"fast","messages":[{"role":"user","content":"hi"}]}""")).Status);
        Assert.Equal((0, 1), routed.Asked);
    }

    [Fact]
    public async Task Fallback_TargetThatCannotBeTold_IsPassedOver()
    {
        await using var routed = await StartAsync("fallback: {}\n  model_groups: [{ name: fast, targets: [first, second] }]");
        routed.First.Reply = HttpReply.Error(500, "no", "a");
        var answer = await routed.CallAsync(Twice);
        Assert.Equal((500, "a"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Equal(0, routed.Asked.Second);
    }

    [Fact]
    public async Task Call_NoneCanBeTold_IsRefusedByName()
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, first: Claude, second: Claude);
        var answer = await routed.CallAsync(Twice);
        Assert.Equal((400, "unsupported_for_target", "n"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Equal((0, 0), routed.Asked);
        Assert.Equal(0, (await routed.Gateway.EventAsync()).CostUsd);
    }

    [Fact]
    public async Task Call_OnlyWhoCanIsWithoutItsKey_SaysThat()
    {
        await using var routed = await RoutedGateway.StartAsync(Groups, first: "secret_key_ref: { env: NOT_SET }", second: Claude);
        Assert.Equal((503, "no_target_available"), await CodeAsync(routed, Twice));
    }

    private static async Task<(int Status, string Code)> CodeAsync(RoutedGateway routed, string body)
    {
        var answer = await routed.CallAsync(body);
        return (answer.Status, answer.Error["code"]!.GetValue<string>());
    }

    private static Task<RoutedGateway> StartAsync(string providers) => RoutedGateway.StartAsync(providers, second: Claude);
}
