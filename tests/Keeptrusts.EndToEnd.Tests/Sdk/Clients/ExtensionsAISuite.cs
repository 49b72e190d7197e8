using System.Text;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Microsoft.Extensions.AI.OpenAI, as its documentation uses it.</summary>
public abstract class ExtensionsAISuite : DotNetSuite
{
    private protected ExtensionsAISuite(SdkGateway gateway)
        : base(gateway)
    {
    }

    private protected override async Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken)
    {
        var options = Watched(new OpenAIClientOptions(), counter);
        if (call.What == "embed")
        {
            var generator = ExtensionsAI.Client(call, options).GetEmbeddingClient(call.Model).AsIEmbeddingGenerator();
            seen.Vector = (await generator.GenerateVectorAsync(call.Prompt, cancellationToken: cancellationToken)).ToArray();
            return;
        }

        using var client = ExtensionsAI.Chat(call, options).AsBuilder().UseFunctionInvocation().Build();
        var tool = AIFunctionFactory.Create((string city) => TellWeather(call, seen, city), "get_weather", "Tells the weather of a city.");
        var asked = call.What.StartsWith("tool", StringComparison.Ordinal) ? new ChatOptions { Tools = [tool] } : null;
        switch (call.What)
        {
            case "structured":
                seen.Object = (await client.GetResponseAsync<Weather>(call.Prompt, cancellationToken: cancellationToken)).Result;
                break;
            case "stream" or "toolStream":
                var text = new StringBuilder();
                await foreach (var update in client.GetStreamingResponseAsync(call.Prompt, asked, cancellationToken))
                {
                    seen.Text = text.Append(update.Text).ToString();
                    seen.Finish = update.FinishReason?.Value ?? seen.Finish;
                }

                seen.Completed = true;
                break;
            default:
                var answer = await client.GetResponseAsync(call.Prompt, asked, cancellationToken);
                (seen.Text, seen.Finish, seen.Tokens) = (answer.Text, answer.FinishReason?.Value, answer.Usage?.TotalTokenCount);
                break;
        }
    }
}
