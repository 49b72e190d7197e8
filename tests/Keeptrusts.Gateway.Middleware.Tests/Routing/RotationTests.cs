using CsCheck;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Routing;

public sealed class RotationTests
{
    [Fact]
    public void NextByWeight_FiveOneOne_IsSpreadOut()
    {
        var (rotation, targets) = (new Rotation(), Targets(5, 1, 1));
        Assert.Equal([0, 0, 1, 0, 2, 0, 0, 0, 0, 1, 0, 2, 0, 0], Enumerable.Range(0, 14).Select(_ => rotation.NextByWeight(targets)));
    }

    [Fact]
    public void NextByWeight_AnyWeights_NobodyIsEverAWholeTurnAheadOrBehind() => Gen.Int[1, 20].Array[1, 8].Sample(
        weights =>
        {
            var (rotation, targets) = (new Rotation(), Targets(weights));
            var counts = new int[weights.Length];
            var sum = weights.Sum();
            for (var n = 1; n <= 2 * sum; n++)
            {
                counts[rotation.NextByWeight(targets)]++;
                for (var i = 0; i < counts.Length; i++)
                {
                    Assert.True(Math.Abs(counts[i] - ((double)n * weights[i] / sum)) < Math.Max(1, weights.Length - 1), $"{i} of {string.Join(',', weights)} after {n}");
                }

                if (n % sum == 0)
                {
                    Assert.Equal(weights.Select(weight => weight * (n / sum)), counts);
                }
            }
        },
        iter: 500);

    [Fact]
    public async Task NextByWeight_ManyAtOnce_LosesNoTurn()
    {
        var (rotation, targets) = (new Rotation(), Targets(3, 2, 1));
        var chosen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 600).Select(_ => rotation.NextByWeight(targets)).ToList())));
        Assert.Equal([1200, 800, 400], Enumerable.Range(0, 3).Select(i => chosen.Sum(list => list.Count(index => index == i))));
    }

    [Fact]
    public async Task Next_ManyAtOnce_EachInTurn()
    {
        var rotation = new Rotation();
        var chosen = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 300).Select(_ => rotation.Next(3)).ToList())));
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(400, chosen.Sum(list => list.Count(index => index == i))));
    }

    [Fact]
    public void Rotations_OfDifferentSets_DoNotDisturbEachOther()
    {
        var rotations = new Rotations();
        var plan = Fakes.Calls.Plan("""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            """);
        var targets = Targets(1, 1, 1, 1);
        TargetPlan[] left = [targets[0], targets[1]], right = [targets[2], targets[3]];
        Assert.Same(rotations.Of(plan, left), rotations.Of(plan, [targets[0], targets[1]]));
        Assert.NotSame(rotations.Of(plan, left), rotations.Of(plan, right));
        Assert.NotSame(rotations.Of(plan, left), rotations.Of(plan, [targets[1], targets[0]]));
    }

    private static TargetPlan[] Targets(params int[] weights) => [.. weights.Select((weight, i) => new TargetPlan { Id = $"t{i}", Provider = "openai", Weight = weight })];
}
