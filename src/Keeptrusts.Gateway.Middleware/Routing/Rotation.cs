using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Whose turn it is among the targets of one set. Lock-free.</summary>
internal sealed class Rotation
{
    private uint _turn;
    private long[]? _credits;

    /// <summary>Each in turn.</summary>
    /// <returns>The target's index.</returns>
    public int Next(int count) => (int)((Interlocked.Increment(ref _turn) - 1) % (uint)count);

    /// <summary>
    /// Each as often as its weight says, and as evenly as that can be (smooth weighted round robin): every target earns its weight, the richest is chosen and
    /// pays what all have earned.
    /// </summary>
    /// <returns>The target's index.</returns>
    public int NextByWeight(IReadOnlyList<TargetPlan> targets)
    {
        while (true)
        {
            var before = Volatile.Read(ref _credits);
            var after = new long[targets.Count];
            var (chosen, total) = (0, 0L);
            for (var i = 0; i < after.Length; i++)
            {
                after[i] = (before?[i] ?? 0) + targets[i].Weight;
                total += targets[i].Weight;
                chosen = after[i] > after[chosen] ? i : chosen;
            }

            after[chosen] -= total;
            if (Interlocked.CompareExchange(ref _credits, after, before) == before)
            {
                return chosen;
            }
        }
    }
}
