namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>The facts by which selectors choose calls.</summary>
internal enum Dimension
{
    Team,
    Key,
    User,
    Model,
    Provider,
    Environment,
}
