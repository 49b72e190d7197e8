namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>A credential in a text.</summary>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Title">What it is.</param>
internal readonly record struct FoundSecret(int Start, int End, string Title);
