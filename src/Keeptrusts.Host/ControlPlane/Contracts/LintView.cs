namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>What lint says about a document: the object of <c>kt policy lint --json</c>.</summary>
internal sealed record LintView
{
    public required bool Valid { get; init; }

    public required string File { get; init; }

    public required PackView Pack { get; init; }

    public required IReadOnlyList<string> Chain { get; init; }

    public required int PolicyCount { get; init; }

    public required IReadOnlyList<DiagnosticView> Errors { get; init; }

    public required IReadOnlyList<DiagnosticView> Warnings { get; init; }

    public required IReadOnlyList<DiagnosticView> Infos { get; init; }
}
