using CsCheck;
using Keeptrusts.Policy.Linting.Conflicts;
using Keeptrusts.Policy.Linting.Conflicts.Access;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

public sealed class GlobAutomatonTests
{
    private static readonly string[] Texts = [.. Words(6)];

    [Fact]
    public void Classes_AnyGlobs_AreThoseOfAllTexts() =>
        Gen.Char["abB*"].Array[0, 4].Select(c => new string(c)).Array[0, 5].Sample(
            drawn =>
            {
                string[] globs = [.. drawn.Distinct(StringComparer.Ordinal)];
                var classes = GlobAutomaton.Classes(globs, new WorkLimit(1_000_000))!;

                // 1. Each class is what its example says it is, and the shortest.
                foreach (var one in classes)
                {
                    Assert.Equal(KeyOf(globs, one.Example), KeyOf(globs, one));
                    Assert.DoesNotContain(Texts, t => t.Length < one.Example.Length && KeyOf(globs, t) == KeyOf(globs, one));
                }

                // 2. No text has another.
                var keys = classes.Select(c => KeyOf(globs, c)).ToHashSet(StringComparer.Ordinal);
                Assert.Equal(classes.Count, keys.Count);
                Assert.All(Texts, t => Assert.Contains(KeyOf(globs, t), keys));
            },
            iter: 2_000);

    [Fact]
    public void Classes_ManySubstrings_AreGivenUp()
    {
        var limit = new WorkLimit(1_000_000);
        string[] globs = [.. Enumerable.Range(0, 40).Select(i => $"*{(char)('a' + (i % 26))}{i}*")];

        Assert.Null(GlobAutomaton.Classes(globs, limit));
        Assert.True(limit.IsShort);
    }

    [Fact]
    public void Meet_TwoGlobs_HaveATextInCommon() =>
        Gen.Select(Gen.Char["ab*"].Array[0, 4], Gen.Char["abA*"].Array[0, 4]).Sample((a, b) =>
        {
            var (one, other) = (new string(a), new string(b));
            var common = Texts.Append("").Any(t => Glob.IsMatch(one, t) && Glob.IsMatch(other, t));
            Assert.Equal(common, Globs.Meet(one, other));
            Assert.True(!Globs.Contains(one, other) || Texts.All(t => !Glob.IsMatch(other, t) || Glob.IsMatch(one, t)));
        });

    private static string KeyOf(string[] globs, string text) => string.Concat(globs.Select(g => Glob.IsMatch(g, text) ? '1' : '0'));

    private static string KeyOf(string[] globs, GlobClass one) => string.Concat(globs.Select((_, g) => one.IsIn(g) ? '1' : '0'));

    private static IEnumerable<string> Words(int longest)
    {
        IEnumerable<string> words = [""];
        for (var length = 1; length <= longest; length++)
        {
            words = [.. words.SelectMany(w => "abz".Select(c => w + c))];
            foreach (var word in words)
            {
                yield return word;
            }
        }
    }
}
