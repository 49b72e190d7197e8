using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

#pragma warning disable SKEXP0010 // The kernel marks its embeddings and response formats as experimental.

/// <summary>Semantic Kernel, which speaks chats.</summary>
public sealed class SemanticKernelTests(SdkGateway gateway) : DotNetSuite(gateway)
{
    // The kernel names a function by its plugin too.
    private protected override string ToolName => "weather-get_weather";

    [Fact]
    public Task Embedding_Sensitive_IsRedactedOrBlocked() => AssertEmbeddingIsGovernedAsync();

    // Streams and embeddings let the errors of the package below pass.
    private protected override string ErrorType(int status, string what) => what == "chat" ? nameof(HttpOperationException) : base.ErrorType(status, what);

    private protected override int? StatusOf(Exception exception) => (int?)(exception as HttpOperationException)?.StatusCode ?? base.StatusOf(exception);

    private protected override async Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken)
    {
        var client = ExtensionsAI.Client(call, Watched(new OpenAIClientOptions(), counter));
        var builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion(call.Model, client);
        builder.AddOpenAIEmbeddingGenerator(call.Model, client);
        builder.Plugins.AddFromFunctions("weather", [KernelFunctionFactory.CreateFromMethod((string city) => TellWeather(call, seen, city), "get_weather", "Tells the weather of a city.")]);
        var kernel = builder.Build();
        var chat = kernel.GetRequiredService<IChatCompletionService>();
        var history = new ChatHistory(call.Prompt, AuthorRole.User);
        var settings = new OpenAIPromptExecutionSettings
        {
            FunctionChoiceBehavior = call.What.StartsWith("tool", StringComparison.Ordinal) ? FunctionChoiceBehavior.Auto() : null,
            ResponseFormat = call.What == "structured" ? typeof(Weather) : null,
        };
        switch (call.What)
        {
            case "embed":
                var generator = kernel.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
                seen.Vector = (await generator.GenerateVectorAsync(call.Prompt, cancellationToken: cancellationToken)).ToArray();
                break;
            case "structured":
                seen.Object = Parse((await chat.GetChatMessageContentAsync(history, settings, kernel, cancellationToken)).Content!);
                break;
            case "stream" or "toolStream":
                var text = new StringBuilder();
                await foreach (var update in chat.GetStreamingChatMessageContentsAsync(history, settings, kernel, cancellationToken))
                {
                    seen.Text = text.Append(update.Content).ToString();
                    seen.Finish = update.Metadata?["FinishReason"]?.ToString() ?? seen.Finish;
                }

                seen.Completed = true;
                break;
            default:
                var answer = await chat.GetChatMessageContentAsync(history, settings, kernel, cancellationToken);
                seen.Text = answer.Content;
                seen.Tokens = (answer.Metadata!["Usage"] as OpenAI.Chat.ChatTokenUsage)?.TotalTokenCount;
                break;
        }
    }
}
