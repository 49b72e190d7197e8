using System.Text;
using System.Text.Json;
using Azure.AI.OpenAI;
using Keeptrusts.EndToEnd.Tests.Sdk.Clients;
using OpenAI.Chat;

namespace Keeptrusts.EndToEnd.Azure.Tests.Sdk.Clients;

/// <summary>Azure.AI.OpenAI over chats and embeddings of deployments.</summary>
public sealed class AzureOpenAIChatTests(SdkGateway gateway) : DotNetSuite(gateway)
{
    [Fact]
    public Task Embedding_Sensitive_IsRedactedOrBlocked() => AssertEmbeddingIsGovernedAsync();

    private protected override async Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken)
    {
        var azure = AzureClients.Make(call, Watched(new AzureOpenAIClientOptions(), counter));
        if (call.What == "embed")
        {
            seen.Vector = (await azure.GetEmbeddingClient(call.Model).GenerateEmbeddingAsync(call.Prompt, cancellationToken: cancellationToken)).Value.ToFloats().ToArray();
            return;
        }

        var client = azure.GetChatClient(call.Model);
        var options = new ChatCompletionOptions();
        if (call.What.StartsWith("tool", StringComparison.Ordinal))
        {
            options.Tools.Add(ChatTool.CreateFunctionTool("get_weather", "Tells the weather of a city.", AzureClients.Parameters));
        }

        if (call.What == "structured")
        {
            options.ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("weather", AzureClients.Schema, jsonSchemaIsStrict: true);
        }

        List<ChatMessage> messages = [new UserChatMessage(call.Prompt)];
        while (true)
        {
            var calls = call.What is "stream" or "toolStream"
                ? await StreamAsync(client, messages, options, seen, cancellationToken)
                : await WholeAsync(client, messages, options, seen, cancellationToken);
            if (calls.Count == 0)
            {
                break;
            }

            messages.Add(new AssistantChatMessage(calls));
            messages.AddRange(calls.Select(c => new ToolChatMessage(c.Id, TellWeather(call, seen, City(c.FunctionArguments)))));
        }

        seen.Object = call.What == "structured" ? Parse(seen.Text!) : null;
    }

    private static async Task<IReadOnlyList<ChatToolCall>> WholeAsync(ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options, ClientOutcome seen, CancellationToken cancellationToken)
    {
        ChatCompletion answer = await client.CompleteChatAsync(messages, options, cancellationToken);
        (seen.Text, seen.Finish, seen.Tokens) = (string.Concat(answer.Content.Select(c => c.Text)), answer.FinishReason.ToString(), answer.Usage.TotalTokenCount);
        return answer.ToolCalls;
    }

    private static async Task<IReadOnlyList<ChatToolCall>> StreamAsync(ChatClient client, List<ChatMessage> messages, ChatCompletionOptions options, ClientOutcome seen, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var calls = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        await foreach (var update in client.CompleteChatStreamingAsync(messages, options, cancellationToken))
        {
            seen.Text = text.Append(string.Concat(update.ContentUpdate.Select(c => c.Text))).ToString();
            seen.Finish = update.FinishReason?.ToString() ?? seen.Finish;
            foreach (var piece in update.ToolCallUpdates)
            {
                calls.TryAdd(piece.Index, (piece.ToolCallId, piece.FunctionName, new StringBuilder()));
                calls[piece.Index].Arguments.Append(piece.FunctionArgumentsUpdate);
            }
        }

        seen.Completed = true;
        return [.. calls.Values.Select(c => ChatToolCall.CreateFunctionToolCall(c.Id, c.Name, BinaryData.FromString(c.Arguments.ToString())))];
    }

    private static string City(BinaryData arguments) => JsonDocument.Parse(arguments).RootElement.GetProperty("city").GetString()!;
}
