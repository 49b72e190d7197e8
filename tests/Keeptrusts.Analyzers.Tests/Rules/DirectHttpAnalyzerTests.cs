using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class DirectHttpAnalyzerTests
{
    public static TheoryData<string> Direct =>
    [
        """await http.GetAsync({|KT6003:"https://api.openai.com/v1/models"|});""",
        """await http.PostAsync({|KT6003:new Uri("https://api.anthropic.com/v1/messages")|}, content);""",
        """await http.PostAsJsonAsync({|KT6003:$"https://api.mistral.ai/v1/{path}"|}, new { });""",
        """await http.PostAsync({|KT6003:$"https://{path}.openai.azure.com/openai/deployments/gpt-4o/chat/completions"|}, content);""",
        """await http.PostAsync({|KT6003:"https://generativelanguage.googleapis.com/v1beta/models/" + path|}, content);""",
        """http.BaseAddress = {|KT6003:new Uri("https://api.groq.com/openai/v1/")|};""",
        """_ = new HttpClient { BaseAddress = {|KT6003:new("https://api.x.ai")|} };""",
        """_ = new HttpRequestMessage(HttpMethod.Post, {|KT6003:"https://api.openai.com/v1/chat/completions"|});""",
        """_ = new HttpRequestMessage { RequestUri = {|KT6003:Anthropic|} };""",
        """const string url = "https://API.OpenAI.com:443/v1"; await http.GetStringAsync({|KT6003:url|});""",
        """var url = "https://api.deepseek.com/chat"; await http.GetStreamAsync({|KT6003:url|});""",
        """await socket.ConnectAsync({|KT6003:new Uri("wss://api.openai.com/v1/realtime?model=gpt-realtime")|}, default);""",
        """await http.PostAsync({|KT6003:"https://openrouter.ai/api/v1/chat/completions"|}, content);""",
        """await http.PostAsync({|KT6003:"https://bedrock-runtime.eu-west-1.amazonaws.com/model/x/invoke"|}, content);""",
        """await http.PostAsync({|KT6003:"http://localhost:11434/api/chat"|}, content);""",
    ];

    public static TheoryData<string> Other =>
    [
        """await http.GetAsync("https://example.com/v1/models");""",
        """await http.GetAsync(path);""",
        """await http.GetAsync("v1/models");""",
        """await http.GetAsync("https://platform.openai.com/docs");""",
        """await http.GetAsync("https://openai.com/");""",
        """await http.GetAsync("https://openrouter.ai/docs");""",
        """await http.GetAsync("https://acme.cognitiveservices.azure.com/vision/v3.2/analyze");""",
        """await http.GetAsync($"https://api.openai.com{path}/v1");""",
        """await http.GetAsync($"{path}://api.openai.com/v1");""",
        """await http.GetAsync("https://gateway.acme.example/forward?to=https://api.openai.com/v1");""",
        """http.BaseAddress = new Uri("http://127.0.0.1:41002/v1/");""",
        """var url = "https://api.openai.com/v1"; if (path.Length > 3) { url = path; } await http.GetAsync(url);""",
        """_ = new Uri("https://api.openai.com/v1"); Console.WriteLine("https://api.openai.com/v1");""",
        """var allowed = new[] { "api.openai.com", "https://api.anthropic.com" };""",
        """await http.GetAsync("http://localhost:8080/api/chat");""",
    ];

    [Theory]
    [MemberData(nameof(Direct))]
    public Task Request_ToAProvidersHost_IsReported(string body) => VerifyAsync(body);

    [Theory]
    [MemberData(nameof(Other))]
    public Task Request_ToAnotherOrUnknownHost_IsNotReported(string body) => VerifyAsync(body);

    private static Task VerifyAsync(string body) => Source.VerifyAsync<DirectHttpAnalyzer>($$"""
        using System.Net.Http.Json;
        using System.Net.WebSockets;

        class C
        {
            private static readonly Uri Anthropic = new("https://api.anthropic.com");

            async Task M(HttpClient http, HttpContent content, ClientWebSocket socket, string path) { {{body}} }
        }
        """);
}
