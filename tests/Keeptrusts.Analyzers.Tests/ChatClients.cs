namespace Keeptrusts.Analyzers.Tests;

/// <summary>Sources that build chat clients.</summary>
internal static class ChatClients
{
    /// <summary>The decorator that governs.</summary>
    public const string Policy = """
        using Keeptrusts.Policy.Plans;
        using Microsoft.Extensions.AI;

        static class Governance
        {
            public static ChatClientBuilder UseKeeptrustsPolicy(this ChatClientBuilder builder, PolicyPlan plan) => builder;
        }
        """;

    /// <summary>A method with this body, and what it may use.</summary>
    public static string Method(string body) => $$"""
        using System.ClientModel;
        using Keeptrusts.Policy.Plans;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.DependencyInjection;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            void M(IServiceCollection services, IChatClient given, IDistributedCache cache, PolicyPlan plan, Uri address, IServiceProvider host)
            {
                {{body}}
            }

            IChatClient Govern(IChatClient client) => client;
        }

        class LocalModel : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken) => null;
            public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken) => null;
            public object GetService(Type type, object key) => null;
            public void Dispose() { }
        }

        static class Ours
        {
            public static ChatClientBuilder UseKeeptrustsPolicy(this ChatClientBuilder builder, PolicyPlan plan) => builder;
            public static ChatClientBuilder UseOurs(this ChatClientBuilder builder) => builder;
        }
        """;
}
