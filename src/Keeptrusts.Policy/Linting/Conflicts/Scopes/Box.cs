namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>Calls whose facts lie in a set each; a set that is <see langword="null"/> holds every fact.</summary>
internal sealed class Box(ulong[]?[] sides)
{
    public const int Dimensions = 6;

    public static Box Everything { get; } = new(new ulong[]?[Dimensions]);

    public ulong[]? this[Dimension dimension] => sides[(int)dimension];

    public bool IsEmpty => Array.Exists(sides, Bits.IsEmpty);

    public bool Meets(Box other)
    {
        for (var d = 0; d < Dimensions; d++)
        {
            if (!Bits.Meet(this[(Dimension)d], other[(Dimension)d]))
            {
                return false;
            }
        }

        return true;
    }

    public Box And(Box other)
    {
        var both = new ulong[]?[Dimensions];
        for (var d = 0; d < Dimensions; d++)
        {
            both[d] = Bits.And(sides[d], other[(Dimension)d]);
        }

        return new Box(both);
    }

    public Box With(Dimension dimension, ulong[]? side)
    {
        var changed = (ulong[]?[])sides.Clone();
        changed[(int)dimension] = side;
        return new Box(changed);
    }

    /// <summary>This box without another, as boxes that do not meet.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sizes">How many values each dimension has.</param>
    public IEnumerable<Box> Without(Box other, int[] sizes)
    {
        if (!Meets(other))
        {
            yield return this;
            yield break;
        }

        var inside = this;
        for (var d = Dimension.Team; d <= Dimension.Environment; d++)
        {
            if (other[d] is not { } cut)
            {
                continue;
            }

            var rest = Bits.Without(inside[d], cut, sizes[(int)d]);
            if (!Bits.IsEmpty(rest))
            {
                yield return inside.With(d, rest);
            }

            inside = inside.With(d, Bits.And(inside[d], cut));
        }
    }
}
