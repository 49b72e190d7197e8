namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>A bound of what an attempt can cost.</summary>
/// <param name="Nano">The amount, in nano-dollars.</param>
/// <param name="SetLimit">The output limit per choice that the gateway sets for it, in tokens; <see langword="null"/>: the caller's own, or none.</param>
internal readonly record struct Fit(long Nano, int? SetLimit);
