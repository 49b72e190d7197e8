namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The program over OpenAI's agents (`@openai/agents`).</summary>
public sealed class OpenAIAgentsClient() : NodeClient("agents");
