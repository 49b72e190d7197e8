using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Policy.Keys;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace Keeptrusts.Analyzers.Tests.Rules;

public sealed class KeyInSourceAnalyzerTests
{
    private static readonly string Gateway = GatewayKey.Create(KeyKind.Gateway, Enumerable.Repeat((byte)7, 32).ToArray()).Reveal();
    private static readonly string Control = GatewayKey.Create(KeyKind.Control, Enumerable.Repeat((byte)9, 32).ToArray()).Reveal();

    public static TheoryData<string> Found =>
    [
        $$"""class C { string k = {|KT6001:"{{Gateway}}"|}; }""",
        $$"""class C { string k = {|KT6001:"{{Control}}"|}; }""",
        $$"""class C { string k = {|KT6001:"Bearer {{Gateway}}, and more"|}; }""",
        $$"""class C { string k = {|KT6001:@"{{Gateway}}"|}; }""",
        $$"""class C { string k = {|KT6001:"{{Gateway[..20]}}" + "{{Gateway[20..]}}"|}; }""",
        $$"""class C { string k(int i) => {|KT6001:"{{Gateway}}" + i|}; }""",
        $$"""class C { string k(int i) => $"{|KT6001:{{Gateway}} |}{i}"; }""",
        $$"""class C { [System.Obsolete({|KT6001:"{{Gateway}}"|})] void M() { } }""",
        $$"""class C { const string A = "{{Gateway[..6]}}"; string k = {|KT6001:A + "{{Gateway[6..]}}"|}; }""",
    ];

    public static TheoryData<string> Clean =>
    [
        """class C { string k = "kt_gk_"; }""",
        $$"""class C { string k = "{{Gateway[..^1]}}"; }""",
        $$"""class C { string k = "{{Altered(Gateway)}}"; }""",
        """class C { string k = "kt_gk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; }""",
        """class C { string k = System.Environment.GetEnvironmentVariable("OPENAI_API_KEY"); }""",
        """class C { int k = 1 + 2; }""",
    ];

    [Theory]
    [MemberData(nameof(Found))]
    public Task Source_WithAKey_IsReported(string source) => VerifyAsync(source);

    [Theory]
    [MemberData(nameof(Clean))]
    public Task Source_WithOtherText_IsNotReported(string source) => VerifyAsync(source);

    [Fact]
    public void Message_OfAKey_DoesNotNameIt() =>
        Assert.All(new KeyInSourceAnalyzer().SupportedDiagnostics, rule => Assert.DoesNotContain("{0}", rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

    private static string Altered(string key) => key[..10] + (key[10] == 'A' ? 'B' : 'A') + key[11..];

    private static Task VerifyAsync(string source)
    {
        // The project template's own references would have to be downloaded; the running framework serves as well.
        var test = new CSharpAnalyzerTest<KeyInSourceAnalyzer, DefaultVerifier>
        {
            TestCode = source,
            ReferenceAssemblies = new ReferenceAssemblies("net10.0"),
        };
        test.TestState.AdditionalReferences.Add(Microsoft.CodeAnalysis.MetadataReference.CreateFromFile(typeof(object).Assembly.Location));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}
