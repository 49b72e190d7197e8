namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Microsoft.Agents.AI over the Responses API.</summary>
public sealed class AgentFrameworkResponsesTests(SdkGateway gateway) : AgentFrameworkSuite(gateway)
{
    private protected override string Api => "responses";
}
