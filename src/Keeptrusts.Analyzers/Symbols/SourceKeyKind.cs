namespace Keeptrusts.Analyzers.Symbols;

/// <summary>Whose key it is.</summary>
/// <param name="name">What it is called in a finding.</param>
/// <param name="revocation">How it is revoked.</param>
/// <param name="variable">The environment variable from which programs read such keys.</param>
internal sealed class SourceKeyKind(string name, string revocation, string variable)
{
    public string Name { get; } = name;

    public string Revocation { get; } = revocation;

    public string Variable { get; } = variable;
}
