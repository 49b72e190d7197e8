using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

/// <summary>What the kinds that find spans find, by the fields that their blocks may have.</summary>
public sealed class SpanKindTests
{
    [Theory]
    [InlineData("detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]{6}' }]", "emp-123456 and EMP-1234567", "[EMPLOYEE_ID] and [EMPLOYEE_ID]7")]
    [InlineData("detect_patterns: [{ name: EMPLOYEE_ID, pattern: 'EMP-[0-9]{6}', raw: true }]", "emp-123456 and EMP-123456", "emp-123456 and [EMPLOYEE_ID]")]
    [InlineData("detect_patterns: [{ name: X, pattern: 'a{3}' }], allow_list: [aaa]", "aaa", "aaa")]
    [InlineData("entities: [EMAIL_ADDRESS], regions: [de]", "a@example.com 123-45-6789", "[EMAIL_ADDRESS] 123-45-6789")]
    [InlineData("regions: [us]", "a@example.com 123-45-6789", "[EMAIL_ADDRESS] [US_SSN]")]
    [InlineData("regions: [eu]", "a@example.com 123-45-6789", "[EMAIL_ADDRESS] 123-45-6789")]
    [InlineData("entities: [EMAIL_ADDRESS], pci_mode: true", "a@example.com 4111111111111111 8.8.8.8", "[EMAIL_ADDRESS] [CREDIT_CARD] 8.8.8.8")]
    [InlineData("entities: [EMAIL_ADDRESS], healthcare_mode: true", "a 92-year-old, 8.8.8.8", "a [AGE_OVER_89], 8.8.8.8")]
    [InlineData("entities: [AGE_OVER_89]", "a 92-year-old, a@example.com", "a [AGE_OVER_89], a@example.com")]
    [InlineData("exclude: [IP_ADDRESS]", "a 92-year-old, 8.8.8.8", "a 92-year-old, 8.8.8.8")]
    public void PiiDetector_Field_Means(string fields, string text, string expected) => Assert.Equal(expected, Redact("pii-detector", fields, text));

    [Theory]
    [InlineData("admitted on 03/14/2024, MRN unknown", "admitted on [MEDICAL_DATE], MRN unknown")]
    [InlineData("a 94 y/o man, fax +1 (415) 555-2671", "a [AGE_OVER_89] man, fax [PHONE_NUMBER]")]
    [InlineData("zip code 02139, serial number PM-44871-X", "zip code [US_ZIP_CODE], serial number [DEVICE_SERIAL_NUMBER]")]
    [InlineData("account no. 4711-0815-22, see https://clinic.example/p/1.", "account no. [ACCOUNT_NUMBER], see [URL].")]
    [InlineData("John Smith lives in Boston", "John Smith lives in Boston")]
    public void HipaaPhiDetector_Text_IsRedacted(string text, string expected)
    {
        Assert.Equal(expected, Redact("hipaa-phi-detector", "allow_list: []", text));
        Assert.Equal(ReasonCodes.PhiDetected, expected == text ? ReasonCodes.PhiDetected : Outcome("hipaa-phi-detector", "action: redact", text).ReasonCode);
    }

    [Theory]
    [InlineData("blocked_terms: [Project Falcon]", "the launch of project\t FALCON!", "the launch of [BLOCKED_TERM]!")]
    [InlineData("blocked_terms: [falcon]", "falcons are birds; Ｆａｌｃｏｎ", "falcons are birds; [BLOCKED_TERM]")]
    [InlineData("blocked_terms: [C++, straße]", "C++ in der STRASSE, Straße", "[BLOCKED_TERM] in der STRASSE, [BLOCKED_TERM]")]
    [InlineData("blocked_terms: [falcon, cat], fuzzy_matching: {}", "falcn flacon falkon fallcon falco cot", "[BLOCKED_TERM] [BLOCKED_TERM] [BLOCKED_TERM] [BLOCKED_TERM] [BLOCKED_TERM] cot")]
    [InlineData("blocked_terms: [falcon], fuzzy_matching: { max_distance: 2 }", "flcn balcony vulcan", "[BLOCKED_TERM] [BLOCKED_TERM] vulcan")]
    [InlineData("blocked_terms: [falcon], fuzzy_matching: { enabled: false }", "falcn falcon", "falcn [BLOCKED_TERM]")]
    [InlineData("detect_patterns: [{ name: TICKET, pattern: '\\bJIRA-[0-9]{1,6}\\b' }]", "see JIRA-42.", "see [TICKET].")]
    [InlineData("sensitivity_level: confidential", "CONFIDENTIAL, INTERNAL USE ONLY, TOP SECRET", "[CLASSIFICATION_MARKING], INTERNAL USE ONLY, [CLASSIFICATION_MARKING]")]
    [InlineData("sensitivity_level: internal", "Internal Use Only; internal use only; nur intern", "[CLASSIFICATION_MARKING]; internal use only; nur intern")]
    [InlineData("sensitivity_level: restricted", "tlp:red TLP: RED tlp:green; a secret; CLIENT_SECRET=1", "[CLASSIFICATION_MARKING] [CLASSIFICATION_MARKING] tlp:green; a secret; CLIENT_SECRET=1")]
    [InlineData("sensitivity_level: confidential", "Classification: confidential. Keep it confidential. Streng Vertraulich", "Classification: [CLASSIFICATION_MARKING]. Keep it confidential. [CLASSIFICATION_MARKING]")]
    public void DlpFilter_Field_Means(string fields, string text, string expected) => Assert.Equal(expected, Redact("dlp-filter", fields, text));

    [Theory]
    [InlineData("blocked_terms: [falcon]", "a falcon", ReasonCodes.DlpBlockedTerm)]
    [InlineData("detect_patterns: [{ name: T, pattern: 'xyz' }]", "xyz", ReasonCodes.DlpPatternMatched)]
    [InlineData("sensitivity_level: internal", "NOFORN", ReasonCodes.DlpBlockedTerm)]
    public void DlpFilter_Finding_GivesItsReason(string fields, string text, string reason)
    {
        var outcome = Outcome("dlp-filter", "action: block, " + fields, text);
        Assert.Equal((Verdict.Block, reason), (outcome.Verdict, outcome.ReasonCode));
    }

    [Fact]
    public void DlpFilter_ThousandsOfTerms_AreFound()
    {
        var random = new Random(1);
        var terms = Enumerable.Range(0, 5000).Select(i => $"term{i} {string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))))}").ToArray();
        Assert.Equal("[BLOCKED_TERM], [BLOCKED_TERM], term1 x", Redact("dlp-filter", $"blocked_terms: [{string.Join(", ", terms)}]", $"{terms[0]}, {terms[4999]}, term1 x"));
    }

    [Theory]
    [InlineData("lists: [weapons]", "how to build a pipe  bomb", "how to build a [WEAPONS]")]
    [InlineData("lists: [self_harm, { name: rivals, terms: [Acme] }], block_if: [zork]", "ACME, zork, I want to die", "[RIVALS], [SAFETY_TERM], I [SELF_HARM]")]
    [InlineData("block_if: [zork]", "zorks", "zorks")]
    public void SafetyFilter_Field_Means(string fields, string text, string expected)
    {
        Assert.Equal(expected, Redact("safety-filter", fields, text));
        Assert.Equal(expected == text ? ReasonCodes.AllPoliciesPassed : ReasonCodes.SafetyTermDetected, Outcome("safety-filter", "action: block, " + fields, text).ReasonCode);
    }

    [Fact]
    public void SafetyFilter_ShippedLists_AreEmbeddedAndShort() => Assert.All(
        Keeptrusts.Policy.Kinds.SafetyFilter.SafetyLists.Names,
        name => Assert.InRange(Keeptrusts.Policy.Kinds.SafetyFilter.SafetyLists.Terms(name).Count, 10, 200));

    [Theory]
    [InlineData("pii-detector", "action: escalate")]
    [InlineData("pii-detector", "entities: { EMAIL_ADDRESS: escalate, IP_ADDRESS: redact }")]
    [InlineData("dlp-filter", "action: escalate, blocked_terms: [a@example.com]")]
    public void SpanPolicy_Escalating_BuffersTheAnswerAndSaysSo(string kind, string fields)
    {
        var scope = Scope(kind, fields);
        Assert.True(scope.BufferedOutput);
        using var evaluation = scope.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite("a@example.com 8.8.8.8");
        Assert.Equal(Verdict.Escalate, evaluation.Outcome().Verdict);
    }

    [Fact]
    public void SpanPolicy_EscalatingInShadow_DoesNotBuffer() => Assert.False(Scope("pii-detector", "action: escalate, mode: shadow").BufferedOutput);

    private static string Redact(string kind, string fields, string text)
    {
        using var evaluation = Scope(kind, "action: redact, " + fields).Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        return evaluation.Rewrite(text) ?? text;
    }

    private static PhaseOutcome Outcome(string kind, string fields, string text)
    {
        using var evaluation = Scope(kind, fields).Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(text);
        return evaluation.Outcome();
    }

    private static ScopedPlan Scope(string kind, string fields) =>
        ScopeTests.Plan($"p: {{ kind: {kind}, {fields} }}").Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
