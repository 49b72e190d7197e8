namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The AI SDK (`ai` with `@ai-sdk/openai`), over chats.</summary>
public sealed class VercelChatTests(SdkGateway gateway, VercelClient client) : VercelSuite(gateway, client)
{
    [Fact]
    public Task Embedding_Sensitive_IsRedactedOrBlocked() => AssertEmbeddingIsGovernedAsync();
}
