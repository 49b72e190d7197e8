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
}
