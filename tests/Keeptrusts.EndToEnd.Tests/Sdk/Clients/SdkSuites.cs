namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The suites of clients: one host for all of them, and one process for each client of Node.</summary>
[CollectionDefinition(SdkGateway.Suites)]
public sealed class SdkSuites : ICollectionFixture<SdkGateway>, ICollectionFixture<VercelClient>, ICollectionFixture<LangChainClient>, ICollectionFixture<OpenAIAgentsClient>;
