namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The suites of clients: one host for all of them, and one process for each client of Node.</summary>
[CollectionDefinition(Name)]
public sealed class SdkSuites : ICollectionFixture<SdkGateway>, ICollectionFixture<VercelClient>, ICollectionFixture<LangChainClient>, ICollectionFixture<OpenAIAgentsClient>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "clients";
}
