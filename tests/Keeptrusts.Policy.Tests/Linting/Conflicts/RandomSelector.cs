namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>A selector of a random chain.</summary>
/// <param name="Globs">Globs by field.</param>
/// <param name="Until">Last day of an exception.</param>
internal sealed record RandomSelector(IReadOnlyDictionary<string, string[]> Globs, string? Until = null)
{
    public string Yaml() =>
        $"{{ {string.Join(", ", Globs.Select(g => $"{g.Key}: [{string.Join(", ", g.Value.Select(v => $"'{v}'"))}]"))}{(Until is null ? "" : $", until: {Until}")} }}";
}
