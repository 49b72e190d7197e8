using System.Text;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Agents of Microsoft.Agents.AI, which call tools themselves.</summary>
public abstract class AgentFrameworkSuite : DotNetSuite
{
    private protected AgentFrameworkSuite(SdkGateway gateway)
        : base(gateway)
    {
    }

    private protected override async Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken)
    {
        using var client = ExtensionsAI.Chat(call, Watched(new OpenAIClientOptions(), counter));
        var tool = AIFunctionFactory.Create((string city) => TellWeather(call, seen, city), "get_weather", "Tells the weather of a city.");
        var agent = new ChatClientAgent(client, instructions: "Be brief.", name: "Assistant", tools: call.What.StartsWith("tool", StringComparison.Ordinal) ? [tool] : null);
        switch (call.What)
        {
            case "structured":
                seen.Object = (await agent.RunAsync<Weather>(call.Prompt, cancellationToken: cancellationToken)).Result;
                break;
            case "stream" or "toolStream":
                var text = new StringBuilder();
                await foreach (var update in agent.RunStreamingAsync(call.Prompt, cancellationToken: cancellationToken))
                {
                    seen.Text = text.Append(update.Text).ToString();
                    seen.Finish = (update.RawRepresentation as ChatResponseUpdate)?.FinishReason?.Value ?? seen.Finish;
                }

                seen.Completed = true;
                break;
            default:
                var answer = await agent.RunAsync(call.Prompt, cancellationToken: cancellationToken);
                (seen.Text, seen.Tokens) = (answer.Text, answer.Usage?.TotalTokenCount);
                break;
        }
    }
}
