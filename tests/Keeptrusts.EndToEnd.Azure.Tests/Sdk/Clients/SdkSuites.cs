namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The suites of Azure's client: one host for both.</summary>
[CollectionDefinition(Name)]
public sealed class SdkSuites : ICollectionFixture<SdkGateway>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "clients";
}
