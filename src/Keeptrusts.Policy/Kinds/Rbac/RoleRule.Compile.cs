namespace Keeptrusts.Policy.Kinds.Rbac;

/// <summary>What one role may do; all lists are globs.</summary>
/// <param name="AllowedModels">Models; <see langword="null"/>: any.</param>
/// <param name="DeniedModels">Models never.</param>
/// <param name="AllowedTools">Tools; <see langword="null"/>: any.</param>
/// <param name="DeniedTools">Tools never.</param>
internal sealed record RoleRule(
    IReadOnlyList<string>? AllowedModels,
    IReadOnlyList<string> DeniedModels,
    IReadOnlyList<string>? AllowedTools,
    IReadOnlyList<string> DeniedTools);
