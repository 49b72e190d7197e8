using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Policy.Tests.Suites;

public sealed class PolicyTestRunnerTests
{
    private const string Document =
        """
        pack: { name: a, version: 1.0.0, enabled: true }
        providers:
          targets:
            - { id: main, provider: echo, models: [gpt-4o] }
            - { id: other, provider: echo, models: ["llama*"] }
        policies: { chain: [models, pii-detector, ssn, watcher, audit-logger] }
        policy:
          models: { kind: model-allowlist, deny: [llama-1], max_input_tokens: 50, max_output_tokens: 100 }
          pii-detector: { entities: [EMAIL_ADDRESS], action: redact }
          ssn: { kind: pii-detector, entities: [US_SSN], action: block, when: { environments: [prod] } }
          watcher: { kind: pii-detector, entities: [IBAN_CODE], action: block, mode: shadow }
        """;

    private const string Iban = "DE89370400440532013000";

    [Theory]
    [InlineData("""{ text: hello }""", """{ verdict: allow, reason_code: all_policies_passed, output: hello }""")]
    [InlineData("""{ text: mail ada@corp.example.com }""", """{ verdict: redact, reason_code: pii_detected, output: "mail [EMAIL_ADDRESS]" }""")]
    [InlineData("""{ text: mail ada@corp.example.com, chunks: [mail ada@co, rp.example.com] }""", """{ verdict: redact, output: "mail [EMAIL_ADDRESS]" }""")]
    [InlineData("""{ chunks: [mail ada@co, rp.example.com] }""", """{ verdict: redact, output: "mail [EMAIL_ADDRESS]" }""")]
    [InlineData("""{ text: mail ada@corp.example.com, upstream_response: fine }""", """{ verdict: redact, output: fine }""")]
    [InlineData("""{ text: hi, upstream_response: mail ada@corp.example.com }""", """{ verdict: redact, output: "mail [EMAIL_ADDRESS]", policies: { pii-detector: redact, ssn: allow } }""")]
    [InlineData("""{ text: hi, chunks: [mail ada@corp, .example.com] }""", """{ verdict: redact, output: "mail [EMAIL_ADDRESS]" }""")]
    [InlineData("""{ text: ssn 123-45-6789 }""", """{ verdict: block, reason_code: pii_detected, output: null, policies: [{ name: ssn, verdict: block, reason_code: pii_detected, findings: [US_SSN] }] }""")]
    [InlineData("""{ text: ssn 123-45-6789, environment: dev }""", """{ verdict: allow, output: ssn 123-45-6789, policies: { ssn: allow } }""")]
    [InlineData("""{ text: hi, upstream_response: ssn 123-45-6789 end }""", """{ verdict: block, output: null }""")]
    [InlineData("""{ text: hi, upstream_response: ssn 123-45-6789 end, chunks: [ssn 123, -45-6789 end] }""", """{ verdict: block, output: "ssn " }""")]
    [InlineData("""{ text: hi, chunks: ["ada@corp.example.com, ssn 123", "-45-6789 end"] }""", """{ verdict: block, output: "[EMAIL_ADDRESS], ssn " }""")]
    [InlineData("""{ text: iban DE89370400440532013000 }""", """{ verdict: allow, output: "iban DE89370400440532013000", policies: { watcher: block } }""")]
    [InlineData("""{ text: mail ada@corp.example.com, model: llama-1 }""", """{ verdict: block, reason_code: model_not_allowed, output: null, policies: { models: block, pii-detector: allow } }""")]
    [InlineData("""{ text: hi, model: llama-2, provider: other }""", """{ verdict: allow }""")]
    [InlineData("""{ text: hi, max_tokens: 101 }""", """{ verdict: block, reason_code: model_not_allowed }""")]
    [InlineData("""{ text: hi, input_tokens: 51 }""", """{ verdict: block, reason_code: model_not_allowed }""")]
    [InlineData("""{ messages: [{ role: system, content: ada@corp.example.com }, { role: user, content: hi }] }""", """{ verdict: redact, output: [{ role: system, content: "[EMAIL_ADDRESS]" }, { content: hi }] }""")]
    [InlineData("""{ messages: [{ role: user, content: [{ type: text, text: "ada@corp" }, { type: text, text: .example.com }] }] }""", """{ verdict: redact, output: "[EMAIL_ADDRESS]" }""")]
    [InlineData("""{ messages: [{ role: user, content: [{ type: image_url, image_url: { url: "data:image/png;base64,AA==" } }] }] }""", """{ verdict: block, reason_code: unreadable_content, output: null }""")]
    [InlineData("""{ text: hi, tools: [{ type: function, function: { name: f, description: ask ada@corp.example.com } }] }""", """{ verdict: redact }""")]
    [InlineData(
        """{ text: hi, upstream_response: { choices: [{ message: { role: assistant, content: null, tool_calls: [{ id: c, type: function, function: { name: send, arguments: '{"to":"ada@corp.example.com"}' } }] } }] } }""",
        """{ verdict: redact, output: [{ role: assistant, content: null, tool_calls: [{ id: c, type: function, function: { name: send, arguments: '{"to":"[EMAIL_ADDRESS]"}' } }] }] }""")]
    public async Task Run_Call_BecomesWhatIsExpected(string input, string expected)
    {
        var result = await RunAsync(input, expected, "prod");
        Assert.True(result.Passed, string.Join('\n', result.Differences));
    }

    [Theory]
    [InlineData("""{ text: hi }""", """{ verdict: block }""", "verdict|block|allow")]
    [InlineData("""{ text: hi }""", """{ verdict: allow, reason_code: pii_detected }""", "reason_code|pii_detected|all_policies_passed")]
    [InlineData("""{ text: hi }""", """{ verdict: allow, output: ho }""", "output|\"ho\"|\"hi\"")]
    [InlineData("""{ text: hi }""", """{ verdict: allow, output: null }""", "output|nothing|\"hi\"")]
    [InlineData("""{ text: hi, model: llama-1 }""", """{ verdict: block, output: hi }""", "output|\"hi\"|nothing")]
    [InlineData("""{ messages: [{ role: user, content: hi }] }""", """{ verdict: allow, output: [{ content: ho }] }""", "output[0].content|\"ho\"|\"hi\"")]
    [InlineData("""{ messages: [{ role: user, content: hi }] }""", """{ verdict: allow, output: [] }""", "output|[]|[{\"role\":\"user\",\"content\":\"hi\"}]")]
    [InlineData("""{ text: ada@corp.example.com }""", """{ verdict: redact, policies: { pii-detector: block } }""", "policies.pii-detector.verdict|block|redact")]
    [InlineData("""{ text: ada@corp.example.com }""", """{ verdict: redact, policies: [{ name: pii-detector, findings: [US_SSN] }] }""", "policies.pii-detector.findings|[US_SSN]|[EMAIL_ADDRESS]")]
    [InlineData("""{ text: hi }""", """{ verdict: allow, policies: { ssn: block } }""", "policies.ssn.verdict|block|allow")]
    public async Task Run_OtherwiseThanExpected_SaysWhatItWas(string input, string expected, string difference)
    {
        var only = Assert.Single((await RunAsync(input, expected, "dev")).Differences);
        Assert.Equal(difference, $"{only.What}|{only.Expected}|{only.Actual}");
    }

    [Fact]
    public async Task Run_TwiceWithOneTest_StartsAnew()
    {
        var (plan, test) = Read("{ text: mail ada@corp.example.com }", """{ verdict: redact, output: "mail [EMAIL_ADDRESS]" }""");
        var runner = new PolicyTestRunner(plan, new PolicyTestOptions());
        Assert.True((await runner.RunAsync(test, TestContext.Current.CancellationToken)).Passed);
        Assert.True((await runner.RunAsync(test, TestContext.Current.CancellationToken)).Passed);
    }

    [Fact]
    public async Task Run_NoModelAnywhere_SaysThatAModelIsMissing()
    {
        var plan = Load("""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [model-allowlist] }
            policy: { model-allowlist: { allow: [gpt-4o] } }
            """);
        var test = Assert.Single(new PolicyTestReader(plan).ReadFile("{ name: a, input: { text: hi }, expected: { verdict: allow } }").Tests);
        var result = await new PolicyTestRunner(plan, new PolicyTestOptions()).RunAsync(test, TestContext.Current.CancellationToken);
        Assert.Equal("neither the case nor a target names a model; add `model: …` to `input`", result.Differences[0].Hint);
    }

    /// <summary>Whatever the cuts, a test over pieces says what the test over the whole text says.</summary>
    [Fact]
    public async Task Run_AnyChunks_GivesTheSame()
    {
        const string answer = "write ada@corp.example.com about " + Iban;
        for (var cut = 0; cut <= answer.Length; cut++)
        {
            var pieces = new JsonArray(answer[..cut], answer[cut..]).ToJsonString();
            var result = await RunAsync($"{{ text: hi, chunks: {pieces} }}", $$"""{ verdict: redact, output: "write [EMAIL_ADDRESS] about {{Iban}}" }""", "prod");
            Assert.True(result.Passed, $"{cut}: {string.Join('\n', result.Differences)}");
        }
    }

    private static async Task<PolicyTestResult> RunAsync(string input, string expected, string environment)
    {
        var (plan, test) = Read(input, expected);
        return await new PolicyTestRunner(plan, new PolicyTestOptions { Environment = environment }).RunAsync(test, TestContext.Current.CancellationToken);
    }

    private static (PolicyPlan Plan, PolicyTest Test) Read(string input, string expected)
    {
        var plan = Load(Document);
        var file = new PolicyTestReader(plan).ReadFile($"cases: [{{ name: a, input: {input}, expected: {expected} }}]");
        Assert.Empty(file.Diagnostics);
        return (plan, Assert.Single(file.Tests));
    }

    private static PolicyPlan Load(string yaml)
    {
        var loaded = PolicyEngine.Load(yaml);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return loaded.Plan!;
    }
}
