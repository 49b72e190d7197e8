namespace Keeptrusts.Analyzers.Build;

/// <summary>
/// What the project says about warnings. MSBuild applies these properties to a task's warnings in part only, and not at all where a project is built for
/// several frameworks; the compiler does, and nobody expects less of lint.
/// </summary>
/// <param name="allAreErrors"><c>TreatWarningsAsErrors</c>.</param>
/// <param name="errors"><c>WarningsAsErrors</c>.</param>
/// <param name="notErrors"><c>WarningsNotAsErrors</c>.</param>
/// <param name="silent"><c>NoWarn</c>.</param>
internal sealed class WarningSettings(bool allAreErrors, string? errors, string? notErrors, string? silent)
{
    private readonly HashSet<string> _errors = Ids(errors);
    private readonly HashSet<string> _notErrors = Ids(notErrors);
    private readonly HashSet<string> _silent = Ids(silent);

    public bool IsError(string id) => !_silent.Contains(id) && (_errors.Contains(id) || (allAreErrors && !_notErrors.Contains(id)));

    public bool IsSilent(string id) => _silent.Contains(id);

    private static HashSet<string> Ids(string? list) =>
        new((list ?? "").Split([';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
