using System.Text;
using System.Text.Json;
using Azure.AI.OpenAI;
using Keeptrusts.EndToEnd.Tests.Sdk.Clients;
using OpenAI.Responses;

namespace Keeptrusts.EndToEnd.Azure.Tests.Sdk.Clients;

#pragma warning disable OPENAI001 // The package marks its client of the Responses API as experimental.

/// <summary>Azure.AI.OpenAI over the Responses API, which it looks for at <c>/openai/responses</c>.</summary>
public sealed class AzureOpenAIResponsesTests(SdkGateway gateway) : DotNetSuite(gateway)
{
    private protected override string Api => "responses";

    private protected override async Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken)
    {
        var client = AzureClients.Make(call, Watched(new AzureOpenAIClientOptions(), counter)).GetResponsesClient();
        var streams = call.What is "stream" or "toolStream";
        var options = new CreateResponseOptions { Model = call.Model, StreamingEnabled = streams ? true : null };
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(call.Prompt));
        if (call.What.StartsWith("tool", StringComparison.Ordinal))
        {
            options.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", AzureClients.Parameters, strictModeEnabled: true, "Tells the weather of a city."));
        }

        if (call.What == "structured")
        {
            options.TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("weather", AzureClients.Schema, jsonSchemaIsStrict: true) };
        }

        while (true)
        {
            var items = streams ? await StreamAsync(client, options, seen, cancellationToken) : await WholeAsync(client, options, seen, cancellationToken);
            var calls = items.OfType<FunctionCallResponseItem>().ToList();
            if (calls.Count == 0)
            {
                break;
            }

            foreach (var item in calls)
            {
                var city = JsonDocument.Parse(item.FunctionArguments).RootElement.GetProperty("city").GetString()!;
                options.InputItems.Add(item);
                options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(item.CallId, TellWeather(call, seen, city)));
            }
        }

        seen.Object = call.What == "structured" ? Parse(seen.Text!) : null;
    }

    private static async Task<IReadOnlyList<ResponseItem>> WholeAsync(ResponsesClient client, CreateResponseOptions options, ClientOutcome seen, CancellationToken cancellationToken)
    {
        var answer = (await client.CreateResponseAsync(options, cancellationToken)).Value;
        (seen.Text, seen.Finish, seen.Tokens) = (answer.GetOutputText(), answer.Status?.ToString(), answer.Usage.TotalTokenCount);
        return [.. answer.OutputItems];
    }

    private static async Task<IReadOnlyList<ResponseItem>> StreamAsync(ResponsesClient client, CreateResponseOptions options, ClientOutcome seen, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        List<ResponseItem> items = [];
        await foreach (var update in client.CreateResponseStreamingAsync(options, cancellationToken))
        {
            seen.Text = text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta).ToString();
            seen.Finish = (update as StreamingResponseCompletedUpdate)?.Response.Status?.ToString() ?? seen.Finish;
            if (update is StreamingResponseOutputItemDoneUpdate done)
            {
                items.Add(done.Item);
            }
        }

        seen.Completed = true;
        return items;
    }
}
