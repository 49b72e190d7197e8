namespace Keeptrusts.Policy.Diagnostics;

/// <content>C# source that calls models: keys, ways past the gateway, ids.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Code =>
    [
        Error("KT6001", "A key stands in the source") with
        {
            What = "A string holds a whole Keeptrusts key (`kt_gk_…` or `kt_ak_…` with a valid checksum), or a model provider's key by its form and its randomness. Concatenated and interpolated constants, attributes, defaults and UTF-8 literals count; placeholders such as `sk-your-key` do not. The key is never printed.",
            Why = "Sources are copied, cached and searched. Whoever reads the key can spend the team's budget in its name. Revoke a key that was in a source (`kt tokens revoke KEY`): it stays in the repository's history. Suppress only for a key that never was valid anywhere, such as a test vector.",
            Wrong = """
                using System.ClientModel;
                using OpenAI.Chat;

                class Assistant(OpenAI.OpenAIClientOptions options)
                {
                    private readonly ChatClient _client = new("gpt-4o-mini", new ApiKeyCredential("kt_gk_0Eoh211G4c8wtVWM00my5rsNSFlKgaWqQ4mb8gdEqno03qTr8"), options);
                }
                """,
            Right = """
                using System.ClientModel;
                using OpenAI.Chat;

                class Assistant(OpenAI.OpenAIClientOptions options)
                {
                    private readonly ChatClient _client = new("gpt-4o-mini", new ApiKeyCredential(Environment.GetEnvironmentVariable("OPENAI_API_KEY")!), options);
                }
                """,
        },
        Warning("KT6002", "A model client bypasses the gateway") with
        {
            What = "A client of OpenAI, Azure OpenAI, Azure AI Inference, Anthropic, Ollama or Semantic Kernel is made for a provider's address: one that the source shows, through constants, initialisers and variables that are set once; or none, where the library then takes the provider's. An address from configuration is never reported, nor is a file that puts `UseKeeptrustsPolicy` around clients, which governs them in process.",
            Why = "Such calls pass no policy, count on no budget and leave no trace. The gateway speaks the providers' protocols: only the address and the key change.",
            Wrong = """
                using OpenAI.Chat;

                class Assistant
                {
                    public static ChatClient Create(string key) => new("gpt-4o-mini", key);
                }
                """,
            Right = """
                using System.ClientModel;
                using OpenAI;
                using OpenAI.Chat;

                class Assistant
                {
                    public static ChatClient Create(string key, Uri gateway) =>
                        new("gpt-4o-mini", new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = gateway });
                }
                """,
        },
        Warning("KT6003", "An HTTP request bypasses the gateway") with
        {
            What = "`HttpClient`, `HttpRequestMessage`, `ClientWebSocket` or RestSharp is given an address of a provider's host (api.openai.com, *.openai.azure.com, api.anthropic.com, generativelanguage.googleapis.com, api.mistral.ai, api.groq.com and others, a local Ollama), written out or put together from constants. Addresses that are only kept, compared or shown are not reported, nor are those whose host is not known for sure.",
            Why = "Such calls pass no policy, count on no budget and leave no trace.",
            Wrong = """
                using System.Net.Http.Json;

                class Assistant(HttpClient http)
                {
                    public Task<HttpResponseMessage> AskAsync(object body) =>
                        http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", body);
                }
                """,
            Right = """
                using System.Net.Http.Json;

                // http.BaseAddress comes from configuration: the gateway's address.
                class Assistant(HttpClient http)
                {
                    public Task<HttpResponseMessage> AskAsync(object body) =>
                        http.PostAsJsonAsync("v1/chat/completions", body);
                }
                """,
        },
        Info("KT6004", "An id in code that no policy file defines") with
        {
            What = "A literal names a policy, target or model that none of the project's policy files (`policy-config*.yaml`, `*.policy.yaml`) defines. A literal counts as an id where it is compared with, or put into, a property of Keeptrusts' types that holds one (`PolicyResult.Name`, `CallEvent.Provider`, `PolicyContext.Model` and such), where it is looked for in the header `x-keeptrusts-policies`, and where it is the model of a client whose address is visibly the gateway's: port 41002 of this machine, a host named after Keeptrusts, or `OPENAI_BASE_URL`. Models are compared only where every target lists its own.",
            Why = "A comparison with a misspelled id is never true, and a call for a model that no target serves is refused. Neither fails before it runs.",
            Wrong = """
                using Keeptrusts.Policy.Verdicts;

                class Audit
                {
                    public static bool FoundPersonalData(PolicyResult result) => result.Name == "pii-detecter";
                }
                """,
            Right = """
                using Keeptrusts.Policy.Verdicts;

                class Audit
                {
                    public static bool FoundPersonalData(PolicyResult result) => result.Name == "pii-detector";
                }
                """,
        },
        .. CodeAround,
    ];
}
