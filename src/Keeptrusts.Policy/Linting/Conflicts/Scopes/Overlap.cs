namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>How a scope lies to another.</summary>
[Flags]
internal enum Overlap
{
    None = 0,

    /// <summary>It is known whether they meet.</summary>
    Seen = 1,

    /// <summary>There are calls of both whose facts are known.</summary>
    Meets = 2,

    /// <summary>Every call of the first whose facts are known is one of the second.</summary>
    KnownInside = 4,

    /// <summary>Every call of the first is one of the second.</summary>
    Inside = 8,

    /// <summary>All is known.</summary>
    Compared = 16,
}
