using Keeptrusts.Analyzers.CodeFixes;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Analyzers.Tests.Rules;

namespace Keeptrusts.Analyzers.Tests.Fixes;

public sealed class UnknownIdFixTests
{
    public static TheoryData<string, string, int> Fixed => new()
    {
        { """_ = result.Name == {|KT6004:"pii-detecter"|};""", """_ = result.Name == "pii-detector";""", 1 },
        { """_ = call.Provider is {|KT6004:"openai-ue"|};""", """_ = call.Provider is "openai-eu";""", 1 },
        {
            """_ = response.Headers.GetValues("x-keeptrusts-policies").First().Contains({|KT6004:"pii-detecter=block"|});""",
            """_ = response.Headers.GetValues("x-keeptrusts-policies").First().Contains("pii-detector=block");""",
            1
        },
        {
            """_ = result.Name == {|KT6004:"pii-detecter"|} || call.Provider == {|KT6004:"openai-ue"|};""",
            """_ = result.Name == "pii-detector" || call.Provider == "openai-eu";""",
            2
        },
    };

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task Id_NearAnother_BecomesIt(string body, string expected, int rounds) => Fix.VerifyAsync<UnknownIdAnalyzer, UnknownIdFix>(
        UnknownIdAnalyzerTests.Method(body), UnknownIdAnalyzerTests.Method(expected), rounds, ("policy-config.yaml", UnknownIdAnalyzerTests.Document));

    [Fact]
    public Task Id_NearNone_StaysReported()
    {
        var source = UnknownIdAnalyzerTests.Method("""_ = result.Name == {|KT6004:"nothing-like-it"|};""");
        return Fix.VerifyAsync<UnknownIdAnalyzer, UnknownIdFix>(source, source, 1, ("policy-config.yaml", UnknownIdAnalyzerTests.Document));
    }
}
