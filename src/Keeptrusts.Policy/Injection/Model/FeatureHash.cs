namespace Keeptrusts.Policy.Injection.Model;

/// <summary>Names features by numbers: integer arithmetic only, the same on every machine.</summary>
internal static class FeatureHash
{
    /// <summary>Features that the model tells apart; others share a number.</summary>
    public const int Size = 1 << 16;

    public const uint Seed = 2166136261;

    public static uint Step(uint hash, uint value) => (hash ^ value) * 16777619;

    /// <summary>Spreads the bits and cuts to <see cref="Size"/>.</summary>
    public static int Index(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        hash ^= hash >> 16;
        return (int)(hash & (Size - 1));
    }

    public static int Index(string name)
    {
        var hash = Seed;
        foreach (var c in name)
        {
            hash = Step(hash, c);
        }

        return Index(Step(hash, 'S'));
    }
}
