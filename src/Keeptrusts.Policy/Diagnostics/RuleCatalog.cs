namespace Keeptrusts.Policy.Diagnostics;

/// <summary>The rules by which documents and the code around them are judged.</summary>
public static partial class RuleCatalog
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } = [.. Syntax, .. Documents, .. Targets, .. Budgets, .. Conflicts, .. Patterns, .. Tests, .. Code];

    private static readonly Dictionary<string, RuleInfo> ById = All.ToDictionary(r => r.Id, StringComparer.Ordinal);

    /// <summary>The rule of an id, or <see langword="null"/>.</summary>
    /// <param name="id">The id, such as <c>KT0004</c>.</param>
    public static RuleInfo? Find(string id) => ById.TryGetValue(id, out var rule) ? rule : null;

    /// <summary>The page about a rule.</summary>
    /// <param name="id">The id, such as <c>KT0004</c>.</param>
    public static string HelpUri(string id) => $"https://github.com/keeptrusts/keeptrusts/blob/main/docs/rules/{id}.md";

    private static RuleInfo Error(string id, string title) => new(id, title, DiagnosticSeverity.Error);

    private static RuleInfo Warning(string id, string title) => new(id, title, DiagnosticSeverity.Warning);

    private static RuleInfo Info(string id, string title) => new(id, title, DiagnosticSeverity.Info);
}
