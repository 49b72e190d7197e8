using Keeptrusts.Analyzers.CodeFixes;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Analyzers.Tests.Fixes;

public sealed class KeyInSourceFixTests
{
    private static readonly string Key = GatewayKey.Create(KeyKind.Gateway, Enumerable.Repeat((byte)7, 32).ToArray()).Reveal();

    public static TheoryData<string, string, int> Fixed => new()
    {
        { $$"""class C { string k = {|KT6001:"{{Key}}"|}; }""", """class C { string k = Environment.GetEnvironmentVariable("OPENAI_API_KEY"); }""", 1 },
        { "#nullable enable\n" + $$"""class C { string k = {|KT6001:"{{Key}}"|}; }""", "#nullable enable\n" + """class C { string k = Environment.GetEnvironmentVariable("OPENAI_API_KEY")!; }""", 1 },
        { $$"""class C { void M() => N({|KT6001:"{{Key[..9]}}" + "{{Key[9..]}}"|}); void N(string k) { } }""", """class C { void M() => N(Environment.GetEnvironmentVariable("OPENAI_API_KEY")); void N(string k) { } }""", 1 },
        {
            $$"""class C { string k = {|KT6001:"{{Key}}"|}, l = {|KT6001:"{{Key}}"|}; }""",
            """class C { string k = Environment.GetEnvironmentVariable("OPENAI_API_KEY"), l = Environment.GetEnvironmentVariable("OPENAI_API_KEY"); }""",
            2
        },
    };

    public static TheoryData<string> Unfixed =>
    [
        $$"""class C { const string K = {|KT6001:"{{Key}}"|}; }""",
        $$"""class C { [Obsolete({|KT6001:"{{Key}}"|})] void M(string k = {|KT6001:"{{Key}}"|}) { } }""",
        $$"""class C { ReadOnlySpan<byte> K => {|KT6001:"{{Key}}"u8|}; }""",
        $$"""class C { string k = {|KT6001:"Bearer {{Key}}"|}; }""",
    ];

    [Theory]
    [MemberData(nameof(Fixed))]
    public Task Key_WhereATextMayBeRead_IsReadFromTheEnvironment(string source, string expected, int rounds) =>
        Fix.VerifyAsync<KeyInSourceAnalyzer, KeyInSourceFix>(source, expected, rounds);

    [Theory]
    [MemberData(nameof(Unfixed))]
    public Task Key_WhereAConstantIsNeeded_StaysReported(string source) => Fix.VerifyAsync<KeyInSourceAnalyzer, KeyInSourceFix>(source, source);
}
