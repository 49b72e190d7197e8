using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>A finding of lint as pages and the editor show it; lines and columns count from 1, ends are exclusive.</summary>
public sealed record DocumentFinding(string Code, string Severity, int Line, int Column, int EndLine, int EndColumn, string Message)
{
    /// <summary>What to do.</summary>
    public string? Suggestion { get; init; }

    /// <summary>What the rule looks for, in a few words.</summary>
    public string? Title { get; init; }

    /// <summary>What it finds, in whole sentences.</summary>
    public string? What { get; init; }

    /// <summary>Why that matters.</summary>
    public string? Why { get; init; }

    /// <summary>The page about the rule.</summary>
    public string? HelpUri { get; init; }

    /// <summary>What its repair does; <see langword="null"/>: it has none.</summary>
    public string? FixTitle { get; init; }

    /// <summary>The repair.</summary>
    public IReadOnlyList<DocumentEdit> Edits { get; init; } = [];

    /// <summary>Whether it stands at a place that somebody wrote.</summary>
    public bool HasPlace => Line > 0;

    internal static IReadOnlyList<DocumentFinding> Of(IEnumerable<Diagnostic> diagnostics) => [.. diagnostics.OrderByDescending(d => d.Severity).ThenBy(d => d.Span.Line).ThenBy(d => d.Span.Column).Select(Of)];

    private static DocumentFinding Of(Diagnostic diagnostic)
    {
        var view = DiagnosticView.Of(diagnostic);
        var rule = RuleCatalog.Find(view.Code);
        return new(view.Code, view.Severity, view.Line, view.Column, view.EndLine, view.EndColumn, KeyMask.Clean(view.Message))
        {
            Suggestion = view.Suggestion is { Length: > 0 } what ? KeyMask.Clean(what) : null,
            Title = rule?.Title,
            What = rule?.What,
            Why = rule?.Why,
            HelpUri = view.HelpUri,
            FixTitle = view.Fix?.Title,
            Edits = [.. (view.Fix?.Edits ?? []).Select(e => new DocumentEdit(e.Line, e.Column, e.EndLine, e.EndColumn, e.NewText))],
        };
    }
}

/// <summary>A change of the text that repairs a finding.</summary>
public sealed record DocumentEdit(int Line, int Column, int EndLine, int EndColumn, string NewText);
