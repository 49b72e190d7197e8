using System.Numerics;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>A set of feature numbers, reused from window to window.</summary>
internal sealed class FeatureSet
{
    private readonly ulong[] _bits = new ulong[FeatureHash.Size / 64];

    /// <summary>Whether the number is new.</summary>
    public bool Add(int index)
    {
        var bit = 1ul << (index & 63);
        var isNew = (_bits[index >> 6] & bit) == 0;
        _bits[index >> 6] |= bit;
        return isNew;
    }

    public void Clear() => Array.Clear(_bits);

    /// <summary>The numbers in ascending order.</summary>
    public IEnumerable<int> Indexes()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var rest = _bits[word]; rest != 0; rest &= rest - 1)
            {
                yield return (word * 64) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }
}
