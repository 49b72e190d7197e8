using Keeptrusts.Analyzers.CodeFixes;
using Keeptrusts.Analyzers.Rules;

namespace Keeptrusts.Analyzers.Tests.Fixes;

public sealed class SensitiveDataFixTests
{
    public static TheoryData<string, string, int> Fixed => new()
    {
        { "services.AddChatClient(given).UseOpenTelemetry(configure: c => {|KT6008:c.EnableSensitiveData = true|});", "services.AddChatClient(given).UseOpenTelemetry(configure: c => c.EnableSensitiveData = false);", 1 },
        { "_ = new OpenTelemetryChatClient(given) { {|KT6008:EnableSensitiveData = true|} };", "_ = new OpenTelemetryChatClient(given) { EnableSensitiveData = false };", 1 },
        {
            """{|KT6008:AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", true)|};""",
            """AppContext.SetSwitch("Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive", false);""",
            1
        },
        {
            "_ = new OpenTelemetryChatClient(given) { {|KT6008:EnableSensitiveData = true|} }; _ = new OpenTelemetryChatClient(given) { {|KT6008:EnableSensitiveData = true|} };",
            "_ = new OpenTelemetryChatClient(given) { EnableSensitiveData = false }; _ = new OpenTelemetryChatClient(given) { EnableSensitiveData = false };",
            2
        },
    };

    public static TheoryData<string> Unfixed => ["Console.WriteLine({|KT6008:given.GetResponseAsync(\"hi\").Result.Text|});"];

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task SensitiveTelemetry_SwitchedOn_IsSwitchedOff(string body, string expected, int rounds) =>
        Fix.VerifyAsync<ContentSinkAnalyzer, SensitiveDataFix>(ChatClients.Method(body), ChatClients.Method(expected), rounds);

    [Theory]
    [MemberData(nameof(Unfixed))]
    public Task Content_OnTheConsole_StaysReported(string body) =>
        Fix.VerifyAsync<ContentSinkAnalyzer, SensitiveDataFix>(ChatClients.Method(body), ChatClients.Method(body));
}
