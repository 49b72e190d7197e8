namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The AI SDK (`ai` with `@ai-sdk/openai`), over the Responses API.</summary>
public sealed class VercelResponsesTests(SdkGateway gateway, VercelClient client) : VercelSuite(gateway, client)
{
    private protected override string Api => "responses";
}
