using Keeptrusts.Injection.Training;
using Keeptrusts.Policy.Injection.Model;

namespace Keeptrusts.Policy.Tests.Injection;

public sealed class TrainingTests
{
    /// <summary>The embedded weights are what the committed texts, rules and features give, to the bit.</summary>
    [Fact]
    public void Weights_TrainedAgain_AreTheEmbeddedOnes()
    {
        var trained = Training.Tables(Path.Combine(AppContext.BaseDirectory, "injection-data"));

        Assert.True(
            trained.AsSpan().SequenceEqual(LinearModel.Table()),
            "Train again (see docs/prompt-injection.md) after a change to texts, rules, normalisation or features.");
    }

    [Fact]
    public void HeldOutTexts_All_AreNotTrainedOn()
    {
        var corpus = new Corpus(Path.Combine(AppContext.BaseDirectory, "injection-data"));
        var trained = corpus.User.Concat(corpus.Untrusted).Select(e => e.Text.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var held = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Injection", "held-out.txt")).Where(l => l.Contains(" | ", StringComparison.Ordinal));

        Assert.DoesNotContain(held, l => trained.Contains(l.Split(" | ", 2)[1].Trim()));
    }
}
