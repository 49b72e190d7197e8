namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The program over the AI SDK (`ai` with `@ai-sdk/openai`).</summary>
public sealed class VercelClient() : NodeClient("vercel");
