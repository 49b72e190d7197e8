namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Compares bit sets by what they hold; looks them up without an array of their own.</summary>
internal sealed class BitsComparer : IEqualityComparer<ulong[]>, IAlternateEqualityComparer<ReadOnlySpan<ulong>, ulong[]>
{
    public static BitsComparer Instance { get; } = new();

    public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(ulong[] obj) => GetHashCode((ReadOnlySpan<ulong>)obj);

    public bool Equals(ReadOnlySpan<ulong> alternate, ulong[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<ulong> alternate)
    {
        var hash = 17UL;
        foreach (var word in alternate)
        {
            hash = unchecked((hash ^ word) * 0x9E3779B97F4A7C15UL);
            hash ^= hash >> 29;
        }

        return unchecked((int)hash);
    }

    public ulong[] Create(ReadOnlySpan<ulong> alternate) => alternate.ToArray();
}
