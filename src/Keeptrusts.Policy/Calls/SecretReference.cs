namespace Keeptrusts.Policy.Calls;

/// <summary>Names a secret; never holds one.</summary>
/// <param name="Source"><c>env</c> or <c>store</c>.</param>
/// <param name="Name">The variable's or the stored secret's name.</param>
public sealed record SecretReference(string Source, string Name);
