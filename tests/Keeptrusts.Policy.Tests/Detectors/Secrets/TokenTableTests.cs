using System.Text.RegularExpressions;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Detectors.Secrets;
using Keeptrusts.Policy.Detectors.Secrets.Tokens;
using Keeptrusts.Policy.Kinds.SecretDetector;

namespace Keeptrusts.Policy.Tests.Detectors.Secrets;

public sealed class TokenTableTests
{
    private const string Block = "A_KEY\n  title: a key\n  source: its maker\n  form: ab[0-9]{8}\n";

    public static TheoryData<string> Names => [.. SecretSamples.Entities];

    [Fact]
    public void Table_Shipped_HoldsManyProvidersAndNamesThemOnce()
    {
        Assert.InRange(TokenTable.All.Count, 60, 1000);
        Assert.All(TokenTable.All, e => Assert.Matches("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$", e.Name));
        Assert.All(TokenTable.All, e => Assert.All([e.Title, e.Source], t => Assert.False(string.IsNullOrWhiteSpace(t) || t.EndsWith('.'))));
    }

    [Fact]
    public void Entities_OfTheKind_AreTheDetectors() => Assert.Equal(SecretDetectors.All.Select(d => d.Name), SecretEntities.Available);

    [Fact]
    public void Entities_OfEveryDetector_AreDescribedAsSecrets() =>
        Assert.All(SecretEntities.Available, e =>
        {
            var info = ((PatternDetector)DetectorCatalog.Find(e)!).Info;
            Assert.True(info is { Group: EntityGroup.Secret, Title.Length: > 0, Format.Length: > 0, Check.Length: > 0, Examples.Count: > 0 }, e);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Form_Folded_LosesNothingButCase(string entity)
    {
        foreach (var form in SecretSamples.Detector(entity).Forms)
        {
            // Lower case must not change what an escape or a range means.
            Assert.DoesNotMatch(@"\\[A-Za-z0-9]", form.Pattern);
            Assert.All(Regex.Matches(form.Pattern, @"\[[^\]]*\]").SelectMany(c => Regex.Matches(c.Value, "(.)-([^\\]])")), r => Assert.True(
                char.IsAsciiLetterUpper(r.Groups[1].Value[0]) == char.IsAsciiLetterUpper(r.Groups[2].Value[0])
                && char.IsAsciiLetterLower(r.Groups[1].Value[0]) == char.IsAsciiLetterLower(r.Groups[2].Value[0]), $"{entity}: {r.Value}"));
        }

        Assert.All(SecretSamples.Values(entity), v => Assert.True(SecretSamples.AnyMatches(entity, v.Value), v.Value));
    }

    [Fact]
    public void Read_Block_IsThatEntity()
    {
        var entity = Assert.Single(TokenTable.Read("# note\n\n" + Block + "  near: [0-9]{9}\n  form(crc62): c_[0-9A-Za-z]{9}\n  context: a b & c\n  limits: none\n"));
        Assert.Equal(("A_KEY", "a key", "its maker", "a b & c", "none"), (entity.Name, entity.Title, entity.Source, entity.Context, entity.Limits));
        Assert.Equal([("ab[0-9]{8}", TokenCheck.None, false), ("[0-9]{9}", TokenCheck.None, true), ("c_[0-9A-Za-z]{9}", TokenCheck.Crc62, false)], entity.Lines);
    }

    [Theory]
    [InlineData("  title: a\n", "line 1")]
    [InlineData(Block + "  titel: a\n", "line 5")]
    [InlineData(Block + "  title: a\n", "line 5")]
    [InlineData(Block + "   form: a\n", "line 5")]
    [InlineData(Block + "  form(md5): a\n", "line 5")]
    [InlineData(Block + Block, "occurs twice")]
    [InlineData(Block + "  near: a\n", "context")]
    [InlineData(Block + "  context: a\n", "context")]
    [InlineData("A_KEY\n  title: a\n  form: a\n", "needs a title")]
    [InlineData("A_KEY\n  title: a\n  source: a\n", "needs a title")]
    public void Read_Mistake_IsRefused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => TokenTable.Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Form_WrongPattern_SaysWhere() =>
        Assert.Contains("is wrong at 1", Assert.Throws<FormatException>(() => new TokenForm("a(b", TokenCheck.None, near: false)).Message, StringComparison.Ordinal);
}
