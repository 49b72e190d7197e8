using System.Net;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Who a call is by and for whom it acts: what callers say of themselves counts only where it may.</summary>
public sealed class IdentityTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string AsBob = """{"model":"gpt-4o","user":"b\u006fb","messages":[{"role":"user","content":"hi"}]}""";
    private const string PerAddress = "rate-limit: { requests: 1, window_seconds: 3600, scope: ip }";

    [Theory]
    [InlineData(false, "carl", AsBob, "ann")]
    [InlineData(false, null, AsBob, "ann")]
    [InlineData(true, null, Hi, "ann")]
    [InlineData(true, "", Hi, "ann")]
    [InlineData(true, null, AsBob, "bob")]
    [InlineData(true, "", AsBob, "bob")]
    [InlineData(true, "carl", AsBob, "carl")]
    public async Task Event_User_IsTheOwnerUnlessTheKeyMayActForOthers(bool onBehalfOf, string? header, string body, string user)
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, await StatusAsync(gateway, onBehalfOf, header, body));
        Assert.Equal(user, (await gateway.EventAsync()).User);
        var sent = gateway.Upstream.Calls.Single();
        Assert.DoesNotContain("user\":\"b", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(sent.Headers, h => h.Value is "carl" or "talk-1");
    }

    [Theory]
    [InlineData(false, "bob", 200)]
    [InlineData(true, "carl", 200)]
    [InlineData(true, "bob", 400)]
    public async Task Selectors_Users_SeeForWhomTheCallActs(bool onBehalfOf, string header, int status)
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block, when: { users: [bob] } }");
        Assert.Equal(status, await StatusAsync(gateway, onBehalfOf, header, """{"model":"gpt-4o","messages":[{"role":"user","content":"ann@example.com"}]}"""));
    }

    [Fact]
    public async Task Approval_ForOneUser_IsNoneForAnother()
    {
        const string Deal = """{"model":"gpt-4o","messages":[{"role":"user","content":"the merger"}]}""";
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: "human-oversight: { phases: [input], require_human_for: { topics: { deals: [merger] } }, assignee: [jane] }", desk: desk);
        var token = gateway.Add(Calls.Key with { Id = "key_2", OnBehalfOf = true });
        Assert.Equal(403, await StatusAsync(gateway, token, "bob", Deal));
        desk.Decide(desk.Cases.Single().Id, approve: true);
        Assert.Equal((200, 403, 403), (await StatusAsync(gateway, token, "bob", Deal), await StatusAsync(gateway, token, "carl", Deal), await StatusAsync(gateway, token, null, Deal)));
    }

    [Theory]
    [InlineData("a\u007fb")]
    [InlineData("  \t ")]
    public async Task User_NobodyCanBeCalledThat_IsRefused(string name)
    {
        await using var gateway = await TestGateway.StartAsync();
        var body = $$"""{"model":"gpt-4o","user":{{System.Text.Json.JsonSerializer.Serialize(name)}},"messages":[]}""";
        Assert.Equal((200, 400), (await StatusAsync(gateway, false, null, body), await StatusAsync(gateway, true, null, body)));
        Assert.Equal(("invalid_user", "ann"), ((await gateway.EventAsync(2)).ErrorCode, (await gateway.EventAsync(2)).User));
    }

    [Fact]
    public async Task User_LongOrDoubled_IsRefused()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.Add(Calls.Key with { Id = "key_2", OnBehalfOf = true });
        Assert.Equal(400, await StatusAsync(gateway, token, new string('x', 129)));
        Assert.Equal(200, await StatusAsync(gateway, token, new string('x', 128)));
        var request = gateway.Request(Hi, token);
        request.Headers.Add("X-User-Id", "bob");
        request.Headers.Add("X-User-Id", "carl");
        request.Content!.Headers.Add("X-User-Id", "dora");
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(null, 429)]
    [InlineData("10.0.0.0/8", 429)]
    [InlineData("127.0.0.0/8", 200)]
    public async Task ForwardedFor_TrustedProxyOrNot_CountsOrIsIgnored(string? trusted, int second)
    {
        await using var gateway = await TestGateway.StartAsync(more: PerAddress, configure: options =>
        {
            if (trusted is not null)
            {
                options.TrustedProxies.Add(IPNetwork.Parse(trusted));
            }
        });
        Assert.Equal((200, second), (await FromAsync(gateway, "203.0.113.1"), await FromAsync(gateway, "203.0.113.2")));
    }

    private static async Task<int> FromAsync(TestGateway gateway, string address)
    {
        var request = gateway.Request(Hi);
        request.Headers.Add("X-Forwarded-For", address);
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    private static Task<int> StatusAsync(TestGateway gateway, bool onBehalfOf, string? header, string body) =>
        StatusAsync(gateway, gateway.Add(Calls.Key with { OnBehalfOf = onBehalfOf }), header, body);

    private static async Task<int> StatusAsync(TestGateway gateway, string token, string? header, string body = Hi)
    {
        var request = gateway.Request(body, token);
        request.Headers.Add("X-Conversation-ID", "talk-1");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User-Id", header);
        }

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
