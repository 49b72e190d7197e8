using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class UnknownIdAnalyzerTests
{
    internal const string Document = """
        pack: { name: acme, version: 1.0.0 }
        providers:
          targets:
            - { id: openai-eu, provider: openai, secret_key_ref: { env: OPENAI_API_KEY }, models: [gpt-4o, "o3*"] }
        policies:
          chain: [pii-detector]
        policy:
          pii-detector: { action: redact }
        """;

    private const string Client = """new OpenAIClientOptions { Endpoint = new Uri("http://127.0.0.1:41002/v1") }""";

    public static TheoryData<string> Unknown =>
    [
        """_ = result.Name == {|KT6004:"pii-detecter"|};""",
        """_ = results.Any(r => r.Name != {|KT6004:"nothing-like-it"|});""",
        """_ = result is { Name: {|KT6004:"pii-detecter"|} };""",
        """_ = result.Name is "pii-detector" or {|KT6004:"pii"|};""",
        """_ = result.Name.Equals({|KT6004:"PII-detector"|});""",
        """_ = result.Name switch { {|KT6004:"budget"|} => 1, _ => 0 };""",
        """_ = call.Provider == {|KT6004:"openai-us"|};""",
        """_ = call.Model == {|KT6004:"gpt-4"|};""",
        """_ = new PolicyContext { Model = {|KT6004:"gpt4o"|} };""",
        """_ = response.Headers.GetValues("x-keeptrusts-policies").First().Contains({|KT6004:"pii-detecter=block"|});""",
        $$"""_ = new ChatClient({|KT6004:"gpt-40"|}, new ApiKeyCredential("key"), {{Client}});""",
        $$"""_ = new OpenAIClient(new ApiKeyCredential("key"), {{Client}}).GetChatClient({|KT6004:"claude-sonnet-4"|});""",
        """var url = Environment.GetEnvironmentVariable("OPENAI_BASE_URL"); _ = new ChatClient({|KT6004:"gpt-40"|}, new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri(url) });""",
    ];

    public static TheoryData<string> Known =>
    [
        """_ = result.Name == "pii-detector";""",
        """_ = result.Name == name;""",
        """_ = result.Name == "";""",
        """_ = call.Provider == "openai-eu" && call.Model == "gpt-4o" && call.Model == "o3-mini";""",
        """_ = call.RequestId == "pii-detecter" || name == "pii-detecter";""",
        """_ = new PolicyContext { Model = "gpt-4o", Team = "support" };""",
        """_ = response.Headers.GetValues("x-keeptrusts-policies").First().Contains("pii-detector=redact");""",
        """_ = response.Headers.GetValues("x-other").First().Contains("pii-detecter=block");""",
        $$"""_ = new ChatClient("o3-mini", new ApiKeyCredential("key"), {{Client}});""",
        """_ = new ChatClient("gpt-40", "key");""",
        """_ = new ChatClient("gpt-40", new ApiKeyCredential("key"), new OpenAIClientOptions { Endpoint = new Uri(name) });""",
    ];

    public static TheoryData<string> OtherDocuments =>
    [
        "",
        "pack: [",
        "policies:\n  chain: []\n",
        Document.Replace("""models: [gpt-4o, "o3*"]""", "timeout_seconds: 9", StringComparison.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Unknown))]
    public Task Id_OfNoPolicyFile_IsReported(string body) => VerifyAsync(body, ("policy-config.yaml", Document));

    [Theory]
    [MemberData(nameof(Known))]
    public Task Id_OfAPolicyFileOrOfSomethingElse_IsNotReported(string body) => VerifyAsync(body, ("policy-config.yaml", Document));

    [Theory]
    [MemberData(nameof(OtherDocuments))]
    public Task Model_OfAFileThatDoesNotBoundThem_IsNotReported(string document) =>
        VerifyAsync("""_ = call.Model == "gpt-4";""", ("policy-config.yaml", document));

    [Fact]
    public Task Id_WithoutAPolicyFile_IsNotReported() => VerifyAsync("""_ = result.Name == "pii-detecter";""", ("other.yaml", Document));

    [Fact]
    public Task Id_OfASecondFile_IsKnown() => VerifyAsync(
        """_ = result.Name == "pii-detector" || result.Name == "prompt-injection";""",
        ("policy-config.prod.yaml", Document),
        ("chat.policy.yaml", Document.Replace("pii-detector", "prompt-injection", StringComparison.Ordinal)));

    internal static string Method(string body) => $$"""
        using System.ClientModel;
        using Keeptrusts.Gateway.Middleware.Exchanges;
        using Keeptrusts.Policy.Calls;
        using Keeptrusts.Policy.Verdicts;
        using OpenAI;
        using OpenAI.Chat;

        class C
        {
            void M(PolicyResult result, IReadOnlyList<PolicyResult> results, CallEvent call, HttpResponseMessage response, string name) { {{body}} }
        }
        """;

    private static Task VerifyAsync(string body, params (string Name, string Text)[] files) => Source.VerifyAsync<UnknownIdAnalyzer>(Method(body), files);
}
