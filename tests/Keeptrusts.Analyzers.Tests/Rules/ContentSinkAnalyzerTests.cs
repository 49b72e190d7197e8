using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class ContentSinkAnalyzerTests
{
    public static TheoryData<string> Leaking =>
    [
        """logger.LogInformation("{Reply}", {|KT6008:response.Text|});""",
        """logger.LogInformation({|KT6008:$"reply: {response.Text}"|});""",
        """logger.LogDebug("{Model} {Reply}", response.ModelId, {|KT6008:response|});""",
        """logger.LogDebug("{Prompt}", {|KT6008:message.Text.Substring(0, 20)|});""",
        """logger.LogDebug("{Prompt}", {|KT6008:string.Join(" ", messages.Select(m => m.Text))|});""",
        """var text = response.Text; logger.LogWarning("{Reply}", {|KT6008:text|});""",
        """Log.Reply(logger, {|KT6008:response.Text|});""",
        """Console.WriteLine({|KT6008:response.Text|});""",
        """Console.WriteLine({|KT6008:response|});""",
        """Console.WriteLine({|KT6008:"you said " + message.Text.Trim()|});""",
        """Console.Out.Write({|KT6008:completion.Content[0].Text|});""",
        """Console.WriteLine({|KT6008:await client.GetResponseAsync("hi")|});""",
        """await foreach (var update in client.GetStreamingResponseAsync("hi")) { Console.Write({|KT6008:update.Text|}); }""",
        """activity.SetTag("gen_ai.prompt", {|KT6008:message.Text|});""",
        """activity?.AddTag("reply", {|KT6008:response.Messages.Last().Text ?? ""|});""",
        """System.Diagnostics.Debug.WriteLine({|KT6008:response.Text|});""",
        """System.Diagnostics.Trace.TraceInformation("{0}", {|KT6008:response.Text|});""",
        """builder.UseOpenTelemetry(configure: c => {|KT6008:c.EnableSensitiveData = true|});""",
        """_ = new OpenTelemetryChatClient(client) { {|KT6008:EnableSensitiveData = true|} };""",
        """{|KT6008:AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", true)|};""",
    ];

    public static TheoryData<string> Tight =>
    [
        """logger.LogInformation("{Model} {Reason}", response.ModelId, response.FinishReason);""",
        """logger.LogInformation("{Length}", response.Text.Length);""",
        """logger.LogInformation("{Tokens}", response.Usage?.OutputTokenCount);""",
        """logger.LogInformation("{Reply}", Redact(response.Text));""",
        """logger.LogInformation("{Count}", response.Messages.Count);""",
        """logger.LogInformation("{Empty}", string.IsNullOrEmpty(response.Text));""",
        """logger.LogInformation("{Roles}", string.Join(" ", messages.Select(m => m.Role)));""",
        """var text = response.Text; text = "gone"; logger.LogInformation("{Reply}", text);""",
        """Console.WriteLine("hello"); Console.WriteLine(messages.Count);""",
        """activity.SetTag("gen_ai.response.model", response.ModelId);""",
        """builder.UseOpenTelemetry(configure: c => c.EnableSensitiveData = false);""",
        """builder.UseOpenTelemetry(configure: c => c.EnableSensitiveData = IsDevelopment());""",
        """var kept = new System.Text.StringBuilder(); kept.Append(response.Text);""",
        """_ = new Mine { Text = "x" }; Console.WriteLine(new Mine { Text = "x" }.Text);""",
        """AppContext.SetSwitch("Mine.Sensitive", true);""",
    ];

    [Theory]
    [MemberData(nameof(Leaking))]
    public Task Content_InALogConsoleOrTrace_IsReported(string body) => VerifyAsync(body);

    [Theory]
    [MemberData(nameof(Tight))]
    public Task OtherValues_InALogConsoleOrTrace_AreNotReported(string body) => VerifyAsync(body);

    internal static string Method(string body) => $$"""
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Logging;

        class C
        {
            async Task M(
                ILogger logger, IChatClient client, ChatClientBuilder builder, ChatResponse response, ChatMessage message, IReadOnlyList<ChatMessage> messages,
                OpenAI.Chat.ChatCompletion completion, System.Diagnostics.Activity activity)
            {
                {{body}}
            }

            static string Redact(string text) => "";

            static bool IsDevelopment() => false;
        }

        class Mine
        {
            public string Text { get; set; }
        }

        static partial class Log
        {
            [LoggerMessage(1, LogLevel.Information, "{Text}")]
            public static partial void Reply(ILogger logger, string text);
            public static partial void Reply(ILogger logger, string text) { }
        }
        """;

    private static Task VerifyAsync(string body) => Source.VerifyAsync<ContentSinkAnalyzer>(Method(body));
}
