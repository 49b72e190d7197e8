using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Errors of providers whose form is nearly OpenAI's.</summary>
public sealed class ProviderErrorTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    [Theory]
    [InlineData("""[{"error":{"code":400,"message":"No such model","status":"INVALID_ARGUMENT"}}]""", """{"error":{"code":"400","message":"No such model","status":"INVALID_ARGUMENT"}}""")]
    [InlineData(""" [ {"error":{"message":"to ann@example.com","code":"a"}} , {"error":{"message":"b"}} ] """, """{"error":{"message":"to [EMAIL_ADDRESS]","code":"a"}}""")]
    [InlineData("""{"error":{"message":"x","type":"invalid_request_error","param":null,"code":null}}""", """{"error":{"message":"x","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""")]
    [InlineData("""{"error":{"code": null ,"message":"x"}}""", """{"error":{"code": "upstream_error" ,"message":"x"}}""")]
    [InlineData("""{"object":"error","error":{"c\u006fde":-1.5e3,"type":7}}""", """{"object":"error","error":{"c\u006fde":"-1.5e3","type":7}}""")]
    [InlineData("""{"code":1,"error":{"details":{"code":null},"code":"kept"}}""", """{"code":1,"error":{"details":{"code":null},"code":"kept"}}""")]
    [InlineData("""{"error":"plain"}""", """{"error":"plain"}""")]
    [InlineData("""{"message":"bare","code":1}""", """{"message":"bare","code":1}""")]
    public async Task Error_NearlyInShape_IsRelayedInIt(string said, string relayed)
    {
        await using var gateway = await TestGateway.StartAsync();
        foreach (var body in (string[])[Hi, Hi[..^1] + ",\"stream\":true}"])
        {
            gateway.Upstream.Enqueue(HttpReply.Json(400, said));
            var answer = await gateway.CallAsync(body);
            Assert.Equal((400, "upstream", relayed), (answer.Status, answer["x-keeptrusts-source"], answer.Body));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("[{\"error\":")]
    public async Task Error_WithoutOne_IsSaidByTheGateway(string said)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(400, said));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((400, "upstream_error"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Error_EventOfAStream_HasACodeToo()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(new EventsReply([
            """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hello."},"finish_reason":null}]}""",
            """{"error":{"message":"The engine died","type":"server_error","code":500}}"""]));
        var answer = await gateway.CallAsync(Hi[..^1] + ",\"stream\":true}");
        Assert.True(answer.WasCut);
        Assert.Equal(("The engine died", "500"), (answer.LastError["message"]!.GetValue<string>(), answer.LastError["code"]!.GetValue<string>()));
    }
}
