using System.Net;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.AspNetCore.Builder;

namespace Keeptrusts.Gateway.Middleware.Tests.Embedding;

/// <summary>The gateway inside a web application of somebody else, from files alone.</summary>
public sealed class EmbeddingTests
{
    private const string Ask = """{"model":"echo","messages":[{"role":"user","content":"mail marked.person@example.com"}]}""";

    private static string Policy(string action = "redact", string version = "1.0.0") => $$"""
        pack: { name: shop, version: {{version}}, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { pii-detector: { action: {{action}} } }
        """;

    [Fact]
    public async Task Host_BesideItsOwnRoutes_ServesTheGatewayBelowAPrefix()
    {
        await using var host = await ForeignHost.StartAsync(Policy());
        Assert.Equal("the shop", await host.Client.GetStringAsync("/shop", TestContext.Current.CancellationToken));
        var answer = await host.CallAsync(Ask);
        Assert.Equal((200, "shop@1"), (answer.Status, answer["x-keeptrusts-config"]));
        Assert.Contains("[EMAIL_ADDRESS]", answer.Body, StringComparison.Ordinal);
        Assert.Equal((200, 404), ((await host.CallAsync(Ask, "/ai/openai/deployments/echo/chat/completions")).Status, (await host.CallAsync(Ask, "/ai/v1/images")).Status));
        using var outside = await host.Client.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task Host_WithUsersOfItsOwn_CanDemandThemToo()
    {
        await using var host = await ForeignHost.StartAsync(Policy());
        Assert.Equal(401, (await host.CallAsync(Ask, user: null)).Status);
        Assert.Equal(200, (await host.CallAsync(Ask)).Status);
    }

    [Fact]
    public async Task HostsLog_OfCalls_HoldsNeitherContentNorKeys()
    {
        await using var host = await ForeignHost.StartAsync(Policy("block"));
        Assert.Equal(400, (await host.CallAsync(Ask)).Status);
        await host.CallAsync(Ask.Replace("mail marked.person@example.com", "marked-text", StringComparison.Ordinal));
        Assert.NotEmpty(host.Log.Lines);
        Assert.All(host.Log.Lines, line =>
        {
            Assert.DoesNotContain("marked", line, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(host.Token, line, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task PolicyFile_Changed_GovernsAndABrokenOneDoesNot()
    {
        await using var host = await ForeignHost.StartAsync(Policy());
        await File.WriteAllTextAsync(host.PolicyFile, Policy("block", "1.1.0"), TestContext.Current.CancellationToken);
        await UntilAsync(async () => (await host.CallAsync(Ask)).Status == 400);
        await File.WriteAllTextAsync(host.PolicyFile, "pack: nonsense", TestContext.Current.CancellationToken);
        await UntilAsync(() => Task.FromResult(host.Log.Lines.Any(line => line.Contains("does not load", StringComparison.Ordinal))));
        Assert.Equal((400, "shop@2"), ((await host.CallAsync(Ask)).Status, (await host.CallAsync(Ask))["x-keeptrusts-config"]));
    }

    [Fact]
    public async Task KeyFile_WithoutTheKey_RefusesFromTheNextLookOn()
    {
        await using var host = await ForeignHost.StartAsync(Policy());
        Assert.Equal(200, (await host.CallAsync(Ask)).Status);
        await File.WriteAllTextAsync(host.KeyFile, "[]", TestContext.Current.CancellationToken);
        await UntilAsync(async () => (await host.CallAsync(Ask)).Status == 401);
    }

    [Theory]
    [InlineData("pack: { name: shop }", null, "does not load")]
    [InlineData(null, "[{}]", "does not load: line 1")]
    [InlineData(null, """[{"sha256":"ab","name":"app","team":"shop"}]""", "`sha256` of key `app`")]
    [InlineData(null, """[{"sha256":"ab","name":"app","team":"shop","nmae":1}]""", "line 1")]
    public async Task Start_FilesThatDoNotLoad_FailsAndSaysWhy(string? policy, string? keys, string said)
    {
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => ForeignHost.StartAsync(policy ?? Policy(), keys));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_NothingSaysWhoMayCall_SaysWhatToSet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var bare = builder.Build();
        Assert.Contains("AddKeeptrustsGateway", Assert.Throws<InvalidOperationException>(() => bare.MapKeeptrustsGateway()).Message, StringComparison.Ordinal);
        builder = WebApplication.CreateSlimBuilder();
        using var folder = new TempFolder();
        builder.Services.AddKeeptrustsGateway(options => options.JournalDirectory = folder.Path);
        var app = builder.Build();
        Assert.Contains("set `", Assert.Throws<InvalidOperationException>(() => app.MapKeeptrustsGateway()).Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        for (var round = 0; !await happened(); round++)
        {
            Assert.True(round < 200, "nothing happened");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
