using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Redaction;

/// <summary>Every form of a marker, over documents as authors write them.</summary>
public sealed class MarkerFormTests
{
    private const string Key = "a key for tests";
    private const string Text = "jane@example.com, JANE@example.com, bob@example.org; 4012 8888 8888 1881 4012-8888-8888-1881 219-09-9999";

    private static readonly string[] Forms =
    [
        "marker_format: label", "marker_format: numbered", "marker_format: mask", "marker_format: mask, preserve_length: true", "marker_format: partial",
        "marker_format: hash, hash_key_ref: { store: pii }", "marker_format: token", "marker_format: numbered, custom_markers: { US_SSN: '', EMAIL_ADDRESS: '<\"mail\">' }",
    ];

    public static TheoryData<int, string> FormsBySeed
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var form in Forms)
            {
                for (var seed = 0; seed < 12; seed++)
                {
                    data.Add(seed, form);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData("marker_format: label", "[EMAIL_ADDRESS], [EMAIL_ADDRESS], [EMAIL_ADDRESS]; [CREDIT_CARD] [CREDIT_CARD] [US_SSN]")]
    [InlineData("marker_format: numbered", "[EMAIL_ADDRESS_1], [EMAIL_ADDRESS_1], [EMAIL_ADDRESS_2]; [CREDIT_CARD_1] [CREDIT_CARD_1] [US_SSN_1]")]
    [InlineData("marker_format: mask", "****, ****, ****; **** **** ****")]
    [InlineData("marker_format: mask, preserve_length: true", "****************, ****************, ***************; ******************* ******************* ***********")]
    [InlineData("marker_format: partial", "****com, ****com, ****org; ****1881 ****1881 ****99")]
    [InlineData("custom_markers: { US_SSN: '', CREDIT_CARD: card }, marker_format: numbered", "[EMAIL_ADDRESS_1], [EMAIL_ADDRESS_1], [EMAIL_ADDRESS_2]; card card ")]
    public void Rewrite_Form_Shows(string redaction, string expected) => Assert.Equal(expected, Rewrite(redaction, Text));

    [Fact]
    public void Rewrite_Hash_IsAKeyedHashOfTheFoldedValue()
    {
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes("jane@example.com")))[..12];
        Assert.Equal($"[EMAIL_ADDRESS:{expected}] [EMAIL_ADDRESS:{expected}]", Rewrite("marker_format: hash, hash_key_ref: { store: pii }", "jane@example.com JANE@EXAMPLE.COM"));
        Assert.NotEqual(
            Rewrite("marker_format: hash, hash_key_ref: { store: pii }", "jane@example.com", key: "another"),
            Rewrite("marker_format: hash, hash_key_ref: { store: pii }", "jane@example.com"));
    }

    [Theory]
    [InlineData(PolicyPhase.Input, null)]
    [InlineData(PolicyPhase.Output, null)]
    [InlineData(PolicyPhase.Output, "")]
    public void Rewrite_HashWithoutSecret_BlocksAndShowsNothingOfTheValue(PolicyPhase phase, string? key)
    {
        using var evaluation = Scope("marker_format: hash, hash_key_ref: { store: pii }").Begin(phase, Call(key));
        Assert.Equal("write to ", evaluation.Rewrite("write to jane@example.com, or not"));
        Assert.True(evaluation.Blocked);
        var outcome = evaluation.Outcome();
        Assert.Equal((Verdict.Block, ReasonCodes.PolicyError), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal("MissingSecret", outcome.Policies[0].Error);
    }

    [Fact]
    public void Stream_HashWithoutSecret_EndsAtTheValueForEveryCut()
    {
        const string Message = "write to jane@example.com, or not";
        for (var size = 1; size <= Message.Length; size++)
        {
            using var evaluation = Scope("marker_format: hash, hash_key_ref: { store: pii }").Begin(PolicyPhase.Output, Call(null));
            var channel = evaluation.OpenChannel(ChannelFormat.Text);
            var output = new ArrayBufferWriter<char>();
            foreach (var chunk in Message.Chunk(size))
            {
                channel.Write(chunk, output);
            }

            channel.Complete(output);
            Assert.Equal("write to ", output.WrittenSpan.ToString());
        }
    }

    [Fact]
    public void Rewrite_HashWithoutSecretFailingOpen_PutsTheLabel()
    {
        using var evaluation = Scope("marker_format: hash, hash_key_ref: { store: pii }", "on_error: allow").Begin(PolicyPhase.Output, Call(null));
        Assert.Equal("[EMAIL_ADDRESS] x", evaluation.Rewrite("jane@example.com x"));
        var outcome = evaluation.Outcome();
        Assert.Equal(Verdict.Redact, outcome.Verdict);
        Assert.Equal("MissingSecret", outcome.Policies[0].Error);
    }

    [Theory]
    [MemberData(nameof(FormsBySeed))]
    public void Stream_EveryFormAndCut_EqualsWhole(int seed, string form)
    {
        var random = new Random(seed);
        var text = TextSamples.Random(random, 6) + " " + Text;
        foreach (var (format, channelText) in new[] { (ChannelFormat.Text, text), (ChannelFormat.Json, Json(random, text)) })
        {
            foreach (var phase in new[] { PolicyPhase.Input, PolicyPhase.Output })
            {
                var call = Call(Key);
                using var whole = Scope(form).Begin(phase, call);
                var expected = whole.Rewrite(channelText, null, format) ?? channelText;
                foreach (var longest in new[] { 1, 4, 15 })
                {
                    using var streamed = Scope(form).Begin(phase, call);
                    var channel = streamed.OpenChannel(format);
                    var output = new ArrayBufferWriter<char>();
                    foreach (var chunk in TextSamples.Cut(random, channelText, longest))
                    {
                        channel.Write(chunk, output);
                    }

                    channel.Complete(output);
                    Assert.Equal(expected, output.WrittenSpan.ToString());
                }

                Assert.DoesNotContain("jane@", expected, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("219-09", expected, StringComparison.Ordinal);
                Assert.DoesNotContain("8888", expected, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Rewrite_Partial_ShowsAtMostFourAndAQuarter(int seed)
    {
        var random = new Random(seed);
        var value = TextSamples.Values[random.Next(TextSamples.Values.Length)];
        var shown = Keeptrusts.Policy.Redaction.ValueMarkers.Partial(value);
        var visible = shown[4..];
        Assert.StartsWith("****", shown, StringComparison.Ordinal);
        Assert.InRange(visible.Length, 0, Math.Min(4, value.Length / 4));
        Assert.EndsWith(visible, string.Concat(value.Where(char.IsLetterOrDigit)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Token_RoundTrip_RestoresExactly(int seed)
    {
        var random = new Random(seed);
        var scope = Scope("marker_format: token");
        var call = Call(Key);
        var texts = Enumerable.Range(0, 3).Select(_ => TextSamples.Random(random, 4) + " " + Text).ToArray();
        using var evaluation = scope.Begin(PolicyPhase.Input, call);
        foreach (var text in texts)
        {
            var sent = evaluation.Rewrite(text)!;
            Assert.Matches(@"\[EMAIL_ADDRESS_[0-9]+_[a-z2-9]{6}\]", sent);

            // Where findings overlap, what only the loser covers is gone for good; elsewhere everything comes back.
            if (!Overlaps(evaluation, text))
            {
                Assert.Equal(text, call.Vault.Restore(sent, inTools: false, asJson: false));
            }
        }

        var tokens = texts.Select(t => Regex.Match(evaluation.Rewrite(t + " x jane@example.com")!, @"x (\[[^\]]*\])$").Groups[1].Value).Distinct();
        Assert.Single(tokens);
    }

    [Fact]
    public void Token_OfTheOutput_IsTheLabel()
    {
        using var evaluation = Scope("marker_format: token").Begin(PolicyPhase.Output, Call(Key));
        Assert.Equal("to [EMAIL_ADDRESS]", evaluation.Rewrite("to jane@example.com"));
    }

    [Fact]
    public void RewriteParts_ValueOverTwoParts_IsOneValue()
    {
        using var evaluation = Scope("marker_format: numbered").Begin(PolicyPhase.Input, Call(Key));
        Assert.Equal(["to [EMAIL_ADDRESS_1]", ", [EMAIL_ADDRESS_1]"], evaluation.RewriteParts(["to jane@exam", "ple.com, jane@example.com"]));
    }

    [Fact]
    public void Channel_Json_NumbersDecodedValuesOverAllLeaves()
    {
        const string Arguments = """{"a":"jane\u0040example.com","n":4111111111111111,"b":["jane@example.com","x 4111111111111111"]}""";
        using var evaluation = Scope("marker_format: numbered").Begin(PolicyPhase.Input, Call(Key));
        Assert.Equal(
            """{"a":"[EMAIL_ADDRESS_1]","n":"[CREDIT_CARD_1]","b":["[EMAIL_ADDRESS_1]","x [CREDIT_CARD_1]"]}""",
            evaluation.Rewrite(Arguments, null, ChannelFormat.Json));
    }

    [Fact]
    public void Channel_JsonToken_ComesBackDecodedAndEscapedAgain()
    {
        var call = Call(Key);
        using var evaluation = Scope("marker_format: token, restore_in: [content, tools]").Begin(PolicyPhase.Input, call);
        var sent = evaluation.Rewrite("""{"to":"o'neil\u002bx@mail.co.uk"}""", null, ChannelFormat.Json)!;
        Assert.Equal("""{"to":"o'neil+x@mail.co.uk"}""", call.Vault.Restore(sent, inTools: true, asJson: true));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    private static bool Overlaps(PhaseEvaluation evaluation, string text)
    {
        using var alone = Scope("marker_format: label").Begin(PolicyPhase.Input, Call(Key));
        alone.Rewrite(text);
        var findings = alone.Outcome().Policies[0].Findings.OrderBy(f => f.Start).ToList();
        return evaluation.Blocked || findings.Zip(findings.Skip(1)).Any(pair => pair.Second.Start < pair.First.End);
    }

    private static string Json(Random random, string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c is '"' or '\\' || c < ' ' || random.Next(9) == 0 ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return $$"""{"a":"{{escaped}}","card":4111111111111111,"b":["{{escaped}}"]}""";
    }

    private static string Rewrite(string redaction, string text, string key = Key)
    {
        using var evaluation = Scope(redaction).Begin(PolicyPhase.Input, Call(key));
        return evaluation.Rewrite(text) ?? text;
    }

    private static PolicyCall Call(string? key) =>
        new(new PolicyContext(), new PolicyServices { Secrets = secret => secret == new SecretReference("store", "pii") ? key : null });

    private static ScopedPlan Scope(string redaction, string more = "enabled: true") =>
        PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            variables: { pii: { from: store } }
            policies: { chain: [p] }
            policy:
              p: { kind: pii-detector, action: redact, {{more}}, redaction: { {{redaction}} } }
            """).Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
