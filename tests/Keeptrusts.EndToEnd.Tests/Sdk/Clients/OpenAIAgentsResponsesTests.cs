namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>OpenAI's agents (`@openai/agents`), over the Responses API.</summary>
public sealed class OpenAIAgentsResponsesTests(SdkGateway gateway, OpenAIAgentsClient client) : OpenAIAgentsSuite(gateway, client)
{
    private protected override string Api => "responses";
}
