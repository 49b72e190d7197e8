using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class DirectModelClientAnalyzerTests
{
    private const string Options = "new OpenAIClientOptions";

    public static TheoryData<string> Direct =>
    [
        """_ = {|KT6002:new OpenAIClient("key")|};""",
        """_ = {|KT6002:new ChatClient("gpt-4o", "key")|};""",
        """ChatClient c = {|KT6002:new("gpt-4o", new ApiKeyCredential("key"))|};""",
        $$"""_ = {|KT6002:new ChatClient("gpt-4o", new ApiKeyCredential("key"), {{Options}}())|};""",
        $$"""_ = {|KT6002:new ChatClient("gpt-4o", new ApiKeyCredential("key"), {{Options}} { NetworkTimeout = TimeSpan.FromSeconds(9) })|};""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = {|KT6002:new Uri("https://api.openai.com/v1")|} });""",
        $$"""var options = {{Options}}(); options.Endpoint = {|KT6002:new Uri("https://eu.api.openai.com/v1")|}; _ = new OpenAIClient(new ApiKeyCredential("key"), options);""",
        $$"""const string host = "api.groq.com"; var uri = $"https://{host}/openai/v1"; _ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = {|KT6002:new Uri(uri)|} });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = {|KT6002:Mistral|} });""",
        """_ = {|KT6002:new OpenAI.Embeddings.EmbeddingClient("text-embedding-3-small", "key")|};""",
        """_ = new AzureOpenAIClient({|KT6002:new Uri("https://acme.openai.azure.com/")|}, new ApiKeyCredential("key"));""",
        """_ = new AzureOpenAIClient({|KT6002:new Uri($"https://{name}.openai.azure.com/")|}, new ApiKeyCredential("key"));""",
        """_ = new Anthropic.AnthropicClient { BaseUrl = {|KT6002:"https://api.anthropic.com"|} };""",
        """_ = new OllamaSharp.OllamaApiClient({|KT6002:"http://localhost:11434"|}, "llama3.2");""",
        """_ = new OllamaSharp.OllamaApiClient({|KT6002:new Uri("http://localhost:11434")|});""",
        """Kernel.CreateBuilder().{|KT6002:AddOpenAIChatCompletion|}("gpt-4o", "key");""",
        """_ = {|KT6002:new OpenAIChatCompletionService("gpt-4o", "key")|};""",
    ];

    public static TheoryData<string> Elsewhere =>
    [
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri("http://127.0.0.1:41002/v1") });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri(name) });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri(Environment.GetEnvironmentVariable("OPENAI_BASE_URL")!) });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = Gateway() });""",
        """_ = new OpenAIClient(new ApiKeyCredential("key"), Settings());""",
        """void Made(OpenAIClientOptions options) { _ = new OpenAIClient(new ApiKeyCredential("key"), options); }""",
        $$"""var options = {{Options}}(); Configure(options); _ = new OpenAIClient(new ApiKeyCredential("key"), options);""",
        $$"""var options = {{Options}} { Transport = new System.ClientModel.Primitives.HttpClientPipelineTransport(new HttpClient()) }; _ = new OpenAIClient(new ApiKeyCredential("key"), options);""",
        $$"""var options = {{Options}} { Endpoint = new Uri("https://api.openai.com/v1") }; options.Endpoint = Gateway(); _ = new OpenAIClient(new ApiKeyCredential("key"), options);""",
        $$"""var uri = "https://api.openai.com/v1"; uri = name; _ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri(uri) });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri("https://api.openai.com.acme.example/v1") });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri($"https://api.openai.com{name}") });""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Options}} { Endpoint = new Uri("https://ai.acme.example/proxy/https://api.openai.com/v1") });""",
        """_ = new Anthropic.AnthropicClient();""",
        """_ = new Anthropic.AnthropicClient { BaseUrl = name };""",
        """_ = new AzureOpenAIClient(new Uri(name), new ApiKeyCredential("key"));""",
        """_ = new OllamaSharp.OllamaApiClient(new HttpClient());""",
        """_ = new OllamaSharp.OllamaApiClient("http://models.acme.example:8080");""",
        """Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", new Uri("http://127.0.0.1:41002/v1"), "key");""",
        """Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", "key", httpClient: new HttpClient());""",
        """Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o");""",
        """_ = new Mine.OpenAIClient("https://api.openai.com/v1");""",
        """_ = new Uri("https://api.openai.com/v1");""",
    ];

    [Theory]
    [MemberData(nameof(Direct))]
    public Task Client_OfAProvidersAddress_IsReported(string body) => VerifyAsync(body);

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public Task Client_OfAnotherOrUnknownAddress_IsNotReported(string body) => VerifyAsync(body);

    [Fact]
    public Task Client_InAFileThatGovernsInProcess_IsNotReported() => Source.VerifyAsync<DirectModelClientAnalyzer>(
        ChatClients.Method("""_ = new ChatClient("gpt-4o", "key").AsIChatClient().AsBuilder().UseKeeptrustsPolicy(plan).Build();"""));

    internal static string Class(string body) => $$"""
        using System.ClientModel;
        using Azure.AI.OpenAI;
        using Microsoft.SemanticKernel;
        using Microsoft.SemanticKernel.Connectors.OpenAI;
        using OpenAI;
        using OpenAI.Chat;

        namespace Mine { class OpenAIClient(string key); }

        class C
        {
            private static readonly Uri Mistral = new("https://api.mistral.ai/v1");

            void M(string name) { {{body}} }

            Uri Gateway() => throw null!;

            OpenAIClientOptions Settings() => throw null!;

            void Configure(OpenAIClientOptions options) { }
        }
        """;

    private static Task VerifyAsync(string body) => Source.VerifyAsync<DirectModelClientAnalyzer>(Class(body));
}
