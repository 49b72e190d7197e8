namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>OpenAI's agents (`@openai/agents`), over chats.</summary>
public sealed class OpenAIAgentsChatTests(SdkGateway gateway, OpenAIAgentsClient client) : OpenAIAgentsSuite(gateway, client);
