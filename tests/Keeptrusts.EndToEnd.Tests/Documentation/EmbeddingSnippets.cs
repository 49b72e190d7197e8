using System.Security.Cryptography;
using Keeptrusts.Gateway.Middleware.ChatClients;
using Keeptrusts.Gateway.Middleware.Registration;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Plans;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.EndToEnd.Tests.Documentation;

/// <summary>The code of <c>docs/embedding.md</c>, as it stands there: that it compiles, with nothing but what is public, is the test.</summary>
internal static class EmbeddingSnippets
{
    public static void Gateway(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddKeeptrustsGateway(options =>
        {
            options.PolicyConfig = "policy-config.yaml";
            options.KeyFile = "gateway-keys.json";
        });

        var app = builder.Build();
        app.MapKeeptrustsGateway();
        app.Run();
    }

    public static void Below(WebApplication app) =>
        app.MapGroup("/ai").MapKeeptrustsGateway().RequireAuthorization();

    public static (byte[] Hash, string Text) Key()
    {
        var key = GatewayKey.Create(KeyKind.Gateway, RandomNumberGenerator.GetBytes(GatewayKey.RandomByteCount));
        return (key.Hash(), key.Reveal());
    }

    public static void Node(WebApplicationBuilder builder, string token)
    {
        builder.Services.AddKeeptrustsGateway()
            .UseControlPlane("https://keeptrusts.example.com", token, options => options.DataFolder = "/var/lib/shop/keeptrusts");
    }

    public static void Model(WebApplicationBuilder builder)
    {
        builder.Services.AddKeyedChatClient("local", new MyModel());
    }

    public static IChatClient Policies(IChatClient inner, PolicyPlan plan)
    {
        IChatClient governed = inner.AsBuilder()
            .UseFunctionInvocation()
            .UseKeeptrustsPolicy(plan)
            .UseLogging()
            .Build();
        return governed;
    }

    public static IChatClient Governance(IChatClient inner, PolicyPlan plan)
    {
        IChatClient governed = inner.AsBuilder()
            .UseKeeptrustsPolicy(options => new ChatGovernance
            {
                Plan = plan,
                Context = new PolicyContext { Team = "shop", User = "ann@example.com" },
            })
            .Build();
        return governed;
    }

    private sealed class MyModel : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello.")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            AsyncEnumerable.Empty<ChatResponseUpdate>();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
