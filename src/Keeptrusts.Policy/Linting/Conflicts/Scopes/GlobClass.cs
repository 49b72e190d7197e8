namespace Keeptrusts.Policy.Linting.Conflicts.Scopes;

/// <summary>All texts that the same globs accept.</summary>
/// <param name="Globs">Which of the globs do, a bit each.</param>
/// <param name="Example">The shortest such text.</param>
internal sealed record GlobClass(ulong[] Globs, string Example)
{
    public bool IsIn(int glob) => (Globs[glob / 64] & (1UL << (glob % 64))) != 0;
}
