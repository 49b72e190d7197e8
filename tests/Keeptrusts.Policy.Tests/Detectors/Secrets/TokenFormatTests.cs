using Keeptrusts.Policy.Detectors.Secrets.Tokens;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors.Secrets;

/// <summary>Twenty values of every form of every provider: found whole wherever they stand, and not when a character is wrong.</summary>
public sealed class TokenFormatTests
{
    private static readonly SpanPhase Everything = Phases.Redacting(Phases.AllEntities);

    public static TheoryData<string> Names => [.. SecretSamples.Entities];

    [Theory]
    [MemberData(nameof(Names))]
    public void Token_InEveryCarrier_IsFoundWhole(string entity)
    {
        var alone = Phases.Redacting(entity);
        foreach (var (form, value) in SecretSamples.Values(entity))
        {
            foreach (var (before, after) in SecretSamples.Carriers(entity, form))
            {
                var text = before + value + after;
                Assert.Equal($"{before}[{entity}]{after}", Phases.Whole(alone, text));
                Assert.Equal($"{before}[{entity}]{after}", Phases.Stream(alone, text.Chunk(3).Select(c => new string(c))).Output);
                AssertFound(entity, text, before.Length, value.Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Token_WithAWrongCharacter_IsNotFound(string entity)
    {
        var alone = Phases.Redacting(entity);
        foreach (var (form, value) in SecretSamples.Values(entity))
        {
            var (before, after) = SecretSamples.Carriers(entity, form).ElementAt(2);
            string[] wrong = [value[..^1], value + "a", value + "-a", "a" + value, "_" + value, Flip(value), Scramble(form, value)];
            foreach (var changed in wrong.Where(w => w != value && !SecretSamples.Occurs(entity, w)))
            {
                Assert.Equal(before + changed + after, Phases.Whole(alone, before + changed + after));
            }
        }
    }

    [Theory]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("NPM_TOKEN")]
    public void Token_BrokenChecksum_IsNotFound(string entity)
    {
        foreach (var (form, value) in SecretSamples.Values(entity).Where(v => v.Form.Check == TokenCheck.Crc62))
        {
            var broken = value[..^10] + (value[^10] == 'a' ? 'b' : 'a') + value[^9..];
            Assert.True(SecretSamples.AnyMatches(entity, broken));
            Assert.Equal(broken, Phases.Whole(Phases.Redacting(entity), broken));
            Assert.False(form.Fits(broken));
        }
    }

    [Fact]
    public void Token_OfGitHubsOwnDescription_HasARightChecksum()
    {
        // From "Behind GitHub's new authentication token formats"; its owner revoked it.
        var token = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17";
        Assert.Equal("[GITHUB_TOKEN]", Phases.Whole(Phases.Redacting("GITHUB_TOKEN"), token));
    }

    [Theory]
    [InlineData("AWS_SECRET_KEY", "commit ")]
    [InlineData("TWILIO_KEY", "checksum: ")]
    [InlineData("DATADOG_KEY", "etag=")]
    [InlineData("HEROKU_API_KEY", "request_id: ")]
    [InlineData("MISTRAL_API_KEY", "id=")]
    public void Token_OfCommonForm_NeedsItsContext(string entity, string before)
    {
        foreach (var (_, value) in SecretSamples.Values(entity).Where(v => v.Form.Near))
        {
            Assert.Equal(before + value, Phases.Whole(Phases.Redacting(entity), before + value));
        }
    }

    [Theory]
    [InlineData("DATADOG_KEY", "{\"datadogApiKey\": \"%\"}")]
    [InlineData("AWS_SECRET_KEY", "{\"a\": {\"SecretAccessKey\": \"%\"}}")]
    [InlineData("OKTA_TOKEN", "{\"okta token\":\"%\"}")]
    public void Token_InJson_HasItsKeyAsContext(string entity, string json)
    {
        var value = SecretSamples.Values(entity).First(v => v.Form.Near && !v.Value.Contains('/', StringComparison.Ordinal)).Value;
        var text = json.Replace("%", value, StringComparison.Ordinal);
        Assert.Equal(json.Replace("%", $"[{entity}]", StringComparison.Ordinal), Phases.Whole(Phases.Redacting(entity), text, ChannelFormat.Json));
    }

    [Fact]
    public void Token_Disguised_IsFound()
    {
        foreach (var (_, value) in SecretSamples.Values("STRIPE_KEY"))
        {
            Assert.Equal("[STRIPE_KEY]", Phases.Whole(Phases.Redacting("STRIPE_KEY"), string.Join('\u200b', value.ToCharArray())));
            Assert.Equal("a\\n[STRIPE_KEY]\\n", Phases.Whole(Phases.Redacting("STRIPE_KEY"), $"a\\n{value}\\n"));
        }
    }

    [Theory]
    [InlineData("STRIPE_KEY", "sk_live_", 24)]
    [InlineData("SLACK_TOKEN", "xoxb-", 30)]
    [InlineData("HUGGING_FACE_TOKEN", "hf_", 34)]
    public void Token_OfOneCharacter_IsAPlaceholder(string entity, string prefix, int count) =>
        Assert.Equal(prefix + new string('x', count), Phases.Whole(Phases.Redacting(entity), prefix + new string('x', count)));

    private static string Flip(string value)
    {
        var at = value.AsSpan().IndexOfAnyInRange('A', 'z');
        return at < 0 ? value : value[..at] + (char)(value[at] ^ 0x20) + value[(at + 1)..];
    }

    private static string Scramble(TokenForm form, string value) => form.Check == TokenCheck.Crc62 ? value[..^1] : value.ToUpperInvariant();

    private static void AssertFound(string entity, string text, int start, int length)
    {
        using var evaluation = Everything.Begin();
        evaluation.Rewrite(text);
        var findings = evaluation.Outcome().Policies[0].Findings;
        Assert.Contains(findings, f => f.Type == entity && f.Start == start && f.End == start + length);
    }
}
