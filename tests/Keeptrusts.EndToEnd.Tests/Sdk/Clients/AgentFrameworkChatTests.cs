namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Microsoft.Agents.AI over chats.</summary>
public sealed class AgentFrameworkChatTests(SdkGateway gateway) : AgentFrameworkSuite(gateway);
