namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The program over LangChain.js (`@langchain/openai`).</summary>
public sealed class LangChainClient() : NodeClient("langchain");
