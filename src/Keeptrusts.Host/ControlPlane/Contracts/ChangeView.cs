using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>What became of a change to a configuration, or would become of it.</summary>
internal sealed record ChangeView
{
    public required string Name { get; init; }

    /// <summary>The revision that holds the document, or would.</summary>
    public required int Revision { get; init; }

    public required string Label { get; init; }

    /// <summary>What was in force before.</summary>
    public string? Before { get; init; }

    /// <summary>The newest revision there was before; what <c>base_revision</c> takes.</summary>
    public required int BaseRevision { get; init; }

    /// <summary>Whether the document says something else than the one in force.</summary>
    public required bool Changed { get; init; }

    /// <summary>Whether it was stored as a new version.</summary>
    public required bool Created { get; init; }

    /// <summary>Whether it was put into force now.</summary>
    public required bool Deployed { get; init; }

    /// <summary>The document in force and this one, compared as <c>diff -u</c> does.</summary>
    public required string Diff { get; init; }

    /// <summary>The configurations of templates that changed with it.</summary>
    public IReadOnlyList<string> Derived { get; init; } = [];

    public required bool Valid { get; init; }

    public required IReadOnlyList<DiagnosticView> Errors { get; init; }

    public required IReadOnlyList<DiagnosticView> Warnings { get; init; }

    public required IReadOnlyList<DiagnosticView> Infos { get; init; }

    public static ChangeView Of(ConfigurationChange change)
    {
        var draft = change.Draft;
        return new()
        {
            Name = draft.Name,
            Revision = draft.Revision,
            Label = $"{draft.Name}@{draft.Revision}",
            Before = draft.InForce?.Label,
            BaseRevision = draft.Newest?.Revision ?? 0,
            Changed = draft.InForce?.Sha256 != Draft.Hash(draft.Document),
            Created = change.Version is not null && draft.Same is null,
            Deployed = change.IsDeployed,
            Diff = change.Diff,
            Derived = [.. draft.Derived.Select(d => d.Name)],
            Valid = !draft.HasErrors,
            Errors = DiagnosticView.Of(draft.Diagnostics, DiagnosticSeverity.Error),
            Warnings = DiagnosticView.Of(draft.Diagnostics, DiagnosticSeverity.Warning),
            Infos = DiagnosticView.Of(draft.Diagnostics, DiagnosticSeverity.Info),
        };
    }
}
