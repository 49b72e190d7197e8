namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>How the scopes of contradicting policies lie.</summary>
internal enum ContradictionKind
{
    /// <summary>Both apply to some calls, and each to others.</summary>
    Crossing,

    /// <summary>The weaker one applies only where stricter ones do.</summary>
    Inside,

    /// <summary>Both apply to the same calls.</summary>
    Equal,
}
