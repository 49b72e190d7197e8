using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy;

/// <summary>What lint says about a document, and what the document is, as far as it can be read.</summary>
public sealed record PolicyInspection
{
    /// <summary>Every problem, in document order.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary><c>pack.name</c>; <see langword="null"/> where it is missing or unreadable.</summary>
    public string? Name { get; init; }

    /// <summary><c>pack.version</c>; <see langword="null"/> where it is missing or unreadable.</summary>
    public string? Version { get; init; }

    /// <summary>Names of the chain, in order.</summary>
    public IReadOnlyList<string> Chain { get; init; } = [];

    /// <summary>How many policies the document defines, whether the chain names them or not.</summary>
    public int PolicyCount { get; init; }

    /// <summary>Names of the policies, in the chain or not, in document order.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>Ids of the targets, in document order.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>
    /// What a caller may ask for: globs of the models that targets serve, names and aliases of model groups. <see langword="null"/> where that is not bounded: a target
    /// serves any model, or there is none.
    /// </summary>
    public IReadOnlyList<string>? Models { get; init; }
}
