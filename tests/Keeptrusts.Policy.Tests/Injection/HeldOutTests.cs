using Keeptrusts.Policy.Injection;

namespace Keeptrusts.Policy.Tests.Injection;

/// <summary>Floors for texts that nothing was trained on. They are a little below today's figures, which docs/prompt-injection.md has.</summary>
public sealed class HeldOutTests
{
    private static readonly ILookup<string, string> Texts = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Injection", "held-out.txt"))
        .Where(l => l.Length > 0 && l[0] != '#')
        .Select(l => l.Split(" | ", 2))
        .ToLookup(p => p[0], p => p[1].Replace("\\n", "\n", StringComparison.Ordinal));

    [Theory]
    [InlineData("attack", false, 0.85)]
    [InlineData("planted", true, 0.85)]
    public void HeldOutAttacks_AtTheDefaultThreshold_AreMostlyFound(string form, bool untrusted, double floor)
    {
        var (missed, all) = Split(form, untrusted, flagged: false);

        Assert.True(all - missed.Count >= floor * all, $"{missed.Count} of {all} missed:\n" + string.Join('\n', missed));
    }

    [Theory]
    [InlineData("benign", false, 0.03)]
    [InlineData("clean", true, 0.05)]
    public void HeldOutOrdinaryTexts_AtTheDefaultThreshold_AreLeftAlone(string form, bool untrusted, double ceiling)
    {
        var (flagged, all) = Split(form, untrusted, flagged: true);

        Assert.True(flagged.Count <= ceiling * all, $"{flagged.Count} of {all} flagged:\n" + string.Join('\n', flagged));
    }

    private static (List<string> Wrong, int All) Split(string form, bool untrusted, bool flagged)
    {
        var options = InjectionOptions.Default;
        var texts = Texts[form].ToList();
        Assert.True(texts.Count >= 10);
        return ([.. texts.Where(t => InjectionScorer.Score(t, untrusted, options).Reaches(options) == flagged)], texts.Count);
    }
}
