namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>Sets of a dimension's values, a bit each; <see langword="null"/> is all of them. Never changed once made.</summary>
internal static class Bits
{
    public static ulong[]? Of(int size, Func<int, bool> isMember)
    {
        var bits = new ulong[(size + 63) / 64];
        var count = 0;
        for (var i = 0; i < size; i++)
        {
            if (isMember(i))
            {
                bits[i / 64] |= 1UL << (i % 64);
                count++;
            }
        }

        return count == size ? null : bits;
    }

    public static bool Has(ulong[]? bits, int index) => bits is null || (bits[index / 64] & (1UL << (index % 64))) != 0;

    public static bool IsEmpty(ulong[]? bits)
    {
        foreach (var word in bits ?? [1])
        {
            if (word != 0)
            {
                return false;
            }
        }

        return true;
    }

    public static ulong[]? And(ulong[]? a, ulong[]? b)
    {
        if (a is null || b is null || ReferenceEquals(a, b))
        {
            return a ?? b;
        }

        var both = new ulong[a.Length];
        for (var i = 0; i < both.Length; i++)
        {
            both[i] = a[i] & b[i];
        }

        return both;
    }

    public static bool Meet(ulong[]? a, ulong[]? b)
    {
        if (a is null || b is null)
        {
            return !IsEmpty(a ?? b);
        }

        for (var i = 0; i < a.Length; i++)
        {
            if ((a[i] & b[i]) != 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The members of one set that are not in the other.</summary>
    /// <param name="a">A set.</param>
    /// <param name="b">A set that is not all values.</param>
    /// <param name="size">How many values there are.</param>
    public static ulong[] Without(ulong[]? a, ulong[] b, int size)
    {
        var rest = new ulong[b.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            var all = i == rest.Length - 1 && size % 64 != 0 ? (1UL << (size % 64)) - 1 : ulong.MaxValue;
            rest[i] = (a is null ? all : a[i]) & ~b[i];
        }

        return rest;
    }
}
