namespace Keeptrusts.Testing;

/// <summary>What code allocates on the heap when it runs again and again.</summary>
public static class Allocation
{
    private const int Rounds = 20;
    private const int CallsInARound = 10;

    /// <summary>
    /// The least that a round of calls took, in bytes. Code that allocates does so in every round; what tests beside this one cause (a pool that the
    /// collector emptied, code that is compiled anew) is in some rounds only.
    /// </summary>
    public static long Least(Action call)
    {
        call();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < CallsInARound; i++)
            {
                call();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
