using Keeptrusts.EndToEnd.Tests.Sdk.Clients;

namespace Keeptrusts.EndToEnd.Azure.Tests.Sdk.Clients;

/// <summary>The suites of Azure's client: one host for both.</summary>
[CollectionDefinition(SdkGateway.Suites)]
public sealed class SdkSuites : ICollectionFixture<SdkGateway>;
