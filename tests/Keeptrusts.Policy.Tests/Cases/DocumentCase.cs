using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>
/// A document and everything that is said about it, read from a case file: <c>### name</c>, the document, <c>&gt;&gt;&gt;</c>, then one line per diagnostic, with indented lines for related
/// places and for the witness.
/// In the document → is a tab, and ↵ at its end takes the line end away.
/// </summary>
internal sealed record DocumentCase(string Name, string Yaml, string Expected)
{
    public static IReadOnlyList<DocumentCase> Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", file + ".txt")).ReplaceLineEndings("\n");
        return [.. ("\n" + text).Split("\n### ", StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    public static string Describe(Diagnostic d) =>
        $"{Severity(d.Severity)} {d.Code} {d.Span.Line}:{d.Span.Column}-{d.Span.EndLine}:{d.Span.EndColumn} {(d.Path.Length == 0 ? "-" : d.Path)} | {d.Message} | {d.Suggestion}".TrimEnd()
        + string.Concat(d.Related.Select(r => $"\n  see {r.Span.Line}:{r.Span.Column}-{r.Span.EndLine}:{r.Span.EndColumn} {r.Path} | {r.Message}"))
        + (d.Witness is null ? "" : $"\n  such as {Describe(d.Witness)}");

    private static string Describe(Witness w)
    {
        (string Fact, string? Value)[] facts =
            [("team", w.Team), ("key", w.Key), ("user", w.User), ("model", w.Model), ("provider", w.Provider), ("environment", w.Environment), ("subject", w.Subject)];
        return string.Join(", ", facts.Where(f => f.Value is not null).Select(f => $"{f.Fact}: {f.Value}"));
    }

    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };

    private static DocumentCase Parse(string block)
    {
        var name = block[..block.IndexOf('\n', StringComparison.Ordinal)];
        var mark = block.IndexOf("\n>>>", StringComparison.Ordinal);
        var yaml = block[(name.Length + 1)..(mark + 1)].Replace("↵\n", "", StringComparison.Ordinal).Replace('→', '\t');
        return new DocumentCase(name, yaml, block[(mark + 4)..].Trim());
    }
}
