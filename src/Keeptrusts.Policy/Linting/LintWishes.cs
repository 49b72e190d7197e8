namespace Keeptrusts.Policy.Linting;

/// <summary>What the program brings to lint, and what it asks.</summary>
/// <param name="HasVariable">Knows the variables of the place of deployment; <see langword="null"/>: nobody does.</param>
/// <param name="AllowedHosts">The hosts that a secret of the store may reach, by its name; <see langword="null"/>: nobody knows.</param>
/// <param name="HasPrice">Knows prices beside the document's and the built-in table, by target, provider and model; <see langword="null"/>: there are none.</param>
/// <param name="Environment">The deployment environment to judge for; <see langword="null"/>: every one.</param>
/// <param name="Today">The day on which exceptions are judged.</param>
internal sealed record LintWishes(
    Func<string, bool>? HasVariable, Func<string, IReadOnlyList<string>?>? AllowedHosts, Func<string, string, string, bool>? HasPrice, string? Environment, DateTime Today);
