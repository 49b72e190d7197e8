namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Microsoft.Extensions.AI.OpenAI over the Responses API.</summary>
public sealed class ExtensionsAIResponsesTests(SdkGateway gateway) : ExtensionsAISuite(gateway)
{
    private protected override string Api => "responses";
}
