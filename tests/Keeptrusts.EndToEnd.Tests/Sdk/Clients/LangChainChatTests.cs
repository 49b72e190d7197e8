namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>LangChain.js (`@langchain/openai`), over chats.</summary>
public sealed class LangChainChatTests(SdkGateway gateway, LangChainClient client) : LangChainSuite(gateway, client)
{
    [Fact]
    public Task Embedding_Sensitive_IsRedactedOrBlocked() => AssertEmbeddingIsGovernedAsync();
}
