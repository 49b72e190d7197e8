namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>The calls to which a policy applies.</summary>
/// <param name="Number">Scopes with one number are the same.</param>
/// <param name="Boxes">The calls.</param>
/// <param name="Known">Those of them all of whose facts are known.</param>
/// <param name="IsExact">Whether boxes tell all that is needed to say that others cover the scope.</param>
internal sealed record Scope(int Number, IReadOnlyList<Box> Boxes, IReadOnlyList<Box> Known, bool IsExact)
{
    /// <summary>Whether there are calls of both whose facts are known.</summary>
    public bool MeetsKnown(Scope other)
    {
        foreach (var box in Known)
        {
            foreach (var theirs in other.Boxes)
            {
                if (box.Meets(theirs))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
