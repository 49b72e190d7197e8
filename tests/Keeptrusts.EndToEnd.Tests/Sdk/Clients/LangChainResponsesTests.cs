namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>LangChain.js (`@langchain/openai`), over the Responses API.</summary>
public sealed class LangChainResponsesTests(SdkGateway gateway, LangChainClient client) : LangChainSuite(gateway, client)
{
    private protected override string Api => "responses";
}
