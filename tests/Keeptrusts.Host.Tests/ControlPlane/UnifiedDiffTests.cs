using CsCheck;
using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class UnifiedDiffTests
{
    private static readonly Gen<string[]> Lines = Gen.OneOf(Gen.Const("a"), Gen.Const("b"), Gen.Const("c"), Gen.Const(""), Gen.Const("  d")).Array[0, 12];

    [Fact]
    public void Of_AnyTwoTexts_MakesOneFromTheOther() => Gen.Select(Lines, Lines).Sample((before, after) =>
    {
        var diff = LineDiff.Of(before, after);
        Assert.Equal(before, diff.Where(l => l.Sign != '+').Select(l => l.Text));
        Assert.Equal(after, diff.Where(l => l.Sign != '-').Select(l => l.Text));
    });

    [Fact]
    public void Of_AnyTwoTexts_KeepsAsManyLinesAsThereAreInCommon() => Gen.Select(Lines, Lines).Sample((before, after) =>
        Assert.Equal(Common(before, after), LineDiff.Of(before, after).Count(l => l.Sign == ' ')));

    [Fact]
    public void Of_AnyTwoTexts_IsAppliedByItsHunks() => Gen.Select(Lines, Lines).Sample((before, after) =>
    {
        var (left, right) = (Text(before), Text(after));
        Assert.Equal(right, Apply(left, UnifiedDiff.Of(left, right, "a", "b")));
    });

    [Fact]
    public void Of_TwoFarChanges_GivesTwoHunks()
    {
        var before = Text([.. Enumerable.Range(1, 20).Select(i => $"line {i}")]);
        var after = before.Replace("line 2\n", "line two\n", StringComparison.Ordinal).Replace("line 18\n", "", StringComparison.Ordinal);
        const string Expected = """
            --- gw@1
            +++ gw@2
            @@ -1,5 +1,5 @@
             line 1
            -line 2
            +line two
             line 3
             line 4
             line 5
            @@ -15,6 +15,5 @@
             line 15
             line 16
             line 17
            -line 18
             line 19
             line 20

            """;
        Assert.Equal(Expected, UnifiedDiff.Of(before, after, "gw@1", "gw@2"));
    }

    [Fact]
    public void Of_TheSame_IsEmpty() => Assert.Equal("", UnifiedDiff.Of("a\nb\n", "a\r\nb", "x", "y"));

    [Fact]
    public void Of_NothingInCommonAndMuchOfIt_EndsSoon()
    {
        var before = Enumerable.Range(0, 20_000).Select(i => $"a{i}").ToArray();
        var after = Enumerable.Range(0, 20_000).Select(i => $"b{i}").ToArray();
        Assert.Equal(40_000, LineDiff.Of(before, after).Count);
    }

    private static string Text(string[] lines) => string.Concat(lines.Select(l => l + "\n"));

    private static int Common(string[] left, string[] right)
    {
        var best = new int[left.Length + 1, right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                best[i, j] = left[i - 1] == right[j - 1] ? best[i - 1, j - 1] + 1 : Math.Max(best[i - 1, j], best[i, j - 1]);
            }
        }

        return best[left.Length, right.Length];
    }

    // What `patch` does, by the numbers of the hunks alone.
    private static string Apply(string before, string diff)
    {
        var lines = before.Split('\n')[..^1];
        var (result, at) = (new List<string>(), 0);
        foreach (var line in diff.Split('\n', StringSplitOptions.None).Skip(2).Where(l => l.Length > 0))
        {
            if (line[0] == '@')
            {
                var range = line.Split(' ')[1][1..].Split(',');
                var first = int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture) - (range is [_, "0"] ? 0 : 1);
                result.AddRange(lines[at..first]);
                at = first;
                continue;
            }

            if (line[0] != '+')
            {
                Assert.Equal(lines[at++], line[1..]);
            }

            if (line[0] != '-')
            {
                result.Add(line[1..]);
            }
        }

        result.AddRange(lines[at..]);
        return Text([.. result]);
    }
}
