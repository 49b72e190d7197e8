namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Microsoft.Extensions.AI.OpenAI over chats.</summary>
public sealed class ExtensionsAIChatTests(SdkGateway gateway) : ExtensionsAISuite(gateway)
{
    [Fact]
    public Task Embedding_Sensitive_IsRedactedOrBlocked() => AssertEmbeddingIsGovernedAsync();
}
