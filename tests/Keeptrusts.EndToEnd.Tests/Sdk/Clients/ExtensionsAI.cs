using System.ClientModel;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

#pragma warning disable OPENAI001 // The package marks its client of the Responses API as experimental.

/// <summary>How a client of Microsoft.Extensions.AI is made: changed only in key and base URL.</summary>
internal static class ExtensionsAI
{
    public static IChatClient Chat(ClientCall call, OpenAIClientOptions options)
    {
        var client = Client(call, options);
        return call.Api == "chat" ? client.GetChatClient(call.Model).AsIChatClient() : client.GetResponsesClient().AsIChatClient(call.Model);
    }

    public static OpenAIClient Client(ClientCall call, OpenAIClientOptions options)
    {
        options.Endpoint = call.BaseUrl;
        return new OpenAIClient(new ApiKeyCredential(call.Key), options);
    }
}
