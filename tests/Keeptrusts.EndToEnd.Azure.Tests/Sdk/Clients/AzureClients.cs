using System.ClientModel;
using Azure.AI.OpenAI;
using Keeptrusts.EndToEnd.Tests.Sdk.Clients;

namespace Keeptrusts.EndToEnd.Azure.Tests.Sdk.Clients;

/// <summary>How Azure's client is made: changed only in key and endpoint. It sends the key in <c>api-key</c>, to Azure's own paths.</summary>
internal static class AzureClients
{
    /// <summary>The schema of <see cref="Weather"/>.</summary>
    public static BinaryData Schema { get; } = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"},"celsius":{"type":"number"}},"required":["city","celsius"],"additionalProperties":false}""");

    /// <summary>The parameters of the tool.</summary>
    public static BinaryData Parameters { get; } = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

    public static AzureOpenAIClient Make(ClientCall call, AzureOpenAIClientOptions options) =>
        new(new Uri(call.BaseUrl.GetLeftPart(UriPartial.Authority)), new ApiKeyCredential(call.Key), options);
}
