using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>What a document says about its own lint: <c>lint.rules</c>.</summary>
internal sealed class LintSettings
{
    private readonly Dictionary<string, (DiagnosticSeverity? Severity, MapEntry Entry, bool HasReason)> _rules = new(StringComparer.Ordinal);

    private LintSettings()
    {
    }

    /// <summary>Reads the section. Ids that no document can set are reported.</summary>
    public static LintSettings Read(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var settings = new LintSettings();
        foreach (var entry in document.Root.Map("lint")?.Map("rules")?.Entries ?? [])
        {
            var level = entry.Value is MapNode map ? map.Text("severity") : (entry.Value as ScalarNode)?.Text;
            if (Severity(level) is { } severity && Knows(entry, severity.Value, diagnostics))
            {
                settings._rules[entry.Key] = (severity.Value, entry, entry.Value is MapNode { } told && !string.IsNullOrWhiteSpace(told.Text("reason")));
            }
        }

        return settings;
    }

    /// <summary>A finding as the document wants it; <see langword="null"/>: not at all.</summary>
    /// <param name="finding">The finding as its rule gave it.</param>
    /// <param name="lower">Whether findings may become less serious.</param>
    public Diagnostic? Apply(Diagnostic finding, bool lower)
    {
        if (!_rules.TryGetValue(finding.Code, out var wanted) || IsFixed(finding.Code))
        {
            return finding;
        }

        var lowers = wanted.Severity is null || wanted.Severity < finding.Severity;
        return lowers && !lower ? finding : wanted.Severity is { } severity ? finding with { Severity = severity } : null;
    }

    /// <summary>KT0016: who makes an error less than an error says why.</summary>
    public void RequireReasons(DiagnosticBag diagnostics)
    {
        foreach (var (severity, entry, hasReason) in _rules.Values)
        {
            // A blank reason has been reported as such.
            var isBlank = entry.Value is MapNode map && map.Has("reason");
            if (!hasReason && !isBlank && severity != DiagnosticSeverity.Error && RuleCatalog.Find(entry.Key) is { Severity: DiagnosticSeverity.Error, IsEssential: false })
            {
                diagnostics.Warning(
                    RuleCodes.NoReason,
                    DocumentPath.Key("lint.rules", entry.Key),
                    entry.KeySpan,
                    $"`{entry.Key}` is an error, and it is lowered without a reason",
                    $"write `{entry.Key}: {{ severity: {(entry.Value as ScalarNode)?.Text ?? (entry.Value as MapNode)?.Text("severity")}, reason: … }}`");
            }
        }
    }

    private static bool Knows(MapEntry entry, DiagnosticSeverity? severity, DiagnosticBag diagnostics)
    {
        var path = DocumentPath.Key("lint.rules", entry.Key);
        if (RuleCatalog.Find(entry.Key) is not { } rule)
        {
            var near = Nearest.Of(entry.Key, RuleCatalog.All.Where(r => !r.IsAboutCode).Select(r => r.Id));
            diagnostics.Error(
                RuleCodes.UnknownKey,
                path,
                entry.KeySpan,
                near is null ? $"there is no rule `{entry.Key}`" : $"there is no rule `{entry.Key}`; did you mean `{near}`?",
                near is null ? "rules are called KT0001 to KT5001; see `kt policy lint --explain`" : $"write `{near}`");
            return false;
        }

        if (rule.IsAboutCode)
        {
            diagnostics.Error(RuleCodes.WrongValue, path, entry.KeySpan, $"`{rule.Id}` judges C# source, not this document", $"set it in `.globalconfig`: `dotnet_diagnostic.{rule.Id}.severity = …`");
            return false;
        }

        if (rule.IsEssential && severity != DiagnosticSeverity.Error)
        {
            diagnostics.Error(RuleCodes.WrongValue, path, entry.Value.Span, $"`{rule.Id}` cannot be lowered: a document with such an error cannot be loaded", "remove the line, and repair what it reports");
            return false;
        }

        return true;
    }

    private static bool IsFixed(string code) => RuleCatalog.Find(code) is { IsEssential: true };

    // The outer null: not a severity; the inner one: off.
    private static Box? Severity(string? level) => level switch
    {
        "off" => new Box(null),
        "info" => new Box(DiagnosticSeverity.Info),
        "warning" => new Box(DiagnosticSeverity.Warning),
        "error" => new Box(DiagnosticSeverity.Error),
        _ => null,
    };

    private sealed record Box(DiagnosticSeverity? Value);
}
