namespace Keeptrusts.Policy.Diagnostics;

/// <content>C# source that calls models: what stands around the calls.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] CodeAround =>
    [
        Warning("KT6005", "The gateway is wired incompletely or in the wrong order") with
        {
            What = "A program calls `AddKeeptrustsGateway` and never `MapKeeptrustsGateway`, or the reverse; registers the gateway after `Build()`; or, in a body that maps it, has `UseAuthorization` before `UseAuthentication` or before `UseRouting`, or either of the first two after the `UseEndpoints` that maps the gateway. Programs are judged whose whole is visible: no libraries, no test projects, none that refers to a library which knows the gateway itself and may do the other half. Where endpoints are mapped on a `WebApplication` they run last, so the place of the call does not matter.",
            Why = "Half a gateway serves nothing or fails at start. Middleware in the wrong order lets calls pass that it was meant to check.",
            Wrong = """
                using Keeptrusts.Gateway.Middleware.Registration;
                using Microsoft.AspNetCore.Builder;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddKeeptrustsGateway();
                var app = builder.Build();
                app.Run();
                """,
            Right = """
                using Keeptrusts.Gateway.Middleware.Registration;
                using Microsoft.AspNetCore.Builder;

                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddKeeptrustsGateway();
                var app = builder.Build();
                app.MapKeeptrustsGateway();
                app.Run();
                """,
        },
        Info("KT6006", "A chat client is used without a policy") with
        {
            What = "An `IChatClient` is built or registered (`ChatClientBuilder.Build`, `AddChatClient`, `AddSingleton<IChatClient>`) without `UseKeeptrustsPolicy`, around a client that visibly reaches a model: a class of its own, or a provider's client with the provider's address. Clients with an address from configuration may well go to the gateway, those that come from elsewhere may be governed there, and a decorator of one's own may do it: none of these is reported.",
            Why = "What goes through this client is neither checked nor redacted, and nobody can tell afterwards what was sent.",
            Wrong = """
                using Microsoft.Extensions.AI;

                class Assistant
                {
                    public static IChatClient Create() => new ChatClientBuilder(new OllamaSharp.OllamaApiClient("http://localhost:11434", "llama3.2"))
                        .UseFunctionInvocation()
                        .Build();
                }
                """,
            Right = """
                using Keeptrusts.Policy.Plans;
                using Microsoft.Extensions.AI;

                class Assistant
                {
                    public static IChatClient Create(PolicyPlan plan) => new ChatClientBuilder(new OllamaSharp.OllamaApiClient("http://localhost:11434", "llama3.2"))
                        .UseFunctionInvocation()
                        .UseKeeptrustsPolicy(plan)
                        .Build();
                }
                """,
        },
        Warning("KT6007", "A decorator stands on the wrong side of the policy") with
        {
            What = "In a `ChatClientBuilder`'s chain the first `Use…` is the outermost: it sees a call first and its reply last. Right is this order: `UseFunctionInvocation`, then `UseKeeptrustsPolicy`, then `UseDistributedCache`, `UseOpenTelemetry` and `UseLogging`. Decorators that are not named here may stand anywhere.",
            Why = "A cache outside the policy answers with replies that the policy has not judged for this call; telemetry and logging outside it see prompts before they are redacted. Function invocation inside it makes its own calls of the model, so that the policy sees neither what tools were asked nor what they answered.",
            Wrong = """
                using Keeptrusts.Policy.Plans;
                using Microsoft.Extensions.AI;

                class Assistant
                {
                    public static IChatClient Govern(IChatClient client, PolicyPlan plan) => client.AsBuilder()
                        .UseLogging()
                        .UseKeeptrustsPolicy(plan)
                        .UseFunctionInvocation()
                        .Build();
                }
                """,
            Right = """
                using Keeptrusts.Policy.Plans;
                using Microsoft.Extensions.AI;

                class Assistant
                {
                    public static IChatClient Govern(IChatClient client, PolicyPlan plan) => client.AsBuilder()
                        .UseFunctionInvocation()
                        .UseKeeptrustsPolicy(plan)
                        .UseLogging()
                        .Build();
                }
                """,
        },
        Warning("KT6008", "Prompt or completion text leaves by a side door") with
        {
            What = "Text of a chat message, a reply or an update (of Microsoft.Extensions.AI, OpenAI, Semantic Kernel, Ollama or the agent framework) is given to a logger, the console, a span's tag or `Debug` and `Trace`: as itself, in an interpolated text, shortened, joined, or through a variable that is set once. So is `EnableSensitiveData = true`. Lengths, models, roles, token counts and what a method of one's own makes of the text are not reported.",
            Why = "Logs and traces are kept longer, read by more people and deleted by nobody. No policy redacts what is written there. In a console program that shows replies to the one who asked, switch the rule off.",
            Wrong = """
                using Microsoft.Extensions.AI;
                using Microsoft.Extensions.Logging;

                class Assistant(ILogger logger)
                {
                    public void Record(ChatResponse response) => logger.LogInformation("Answered {Reply}", response.Text);
                }
                """,
            Right = """
                using Microsoft.Extensions.AI;
                using Microsoft.Extensions.Logging;

                class Assistant(ILogger logger)
                {
                    public void Record(ChatResponse response) => logger.LogInformation("Answered with {Length} characters of {Model}", response.Text.Length, response.ModelId);
                }
                """,
        },
    ];
}
