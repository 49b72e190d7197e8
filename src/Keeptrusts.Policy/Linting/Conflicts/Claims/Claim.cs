using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>What a policy does when it finds one thing.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Subject">What it looks for: the same text for things that are found at the same places.</param>
/// <param name="Name">The same as the author says it.</param>
/// <param name="Action">What follows.</param>
internal sealed record Claim(PolicyFacts Policy, string Subject, string Name, PolicyAction Action)
{
    /// <summary>Whether the author names it, rather than getting it by default.</summary>
    public bool IsListed { get; init; }

    /// <summary>How many mistakes a term may have.</summary>
    public int Distance { get; init; }

    /// <summary>What stands in its place where it is redacted.</summary>
    public string Form { get; init; } = "";

    /// <summary>Where the action stands.</summary>
    public required SourceSpan Span { get; init; }

    /// <inheritdoc cref="Span"/>
    public required string Path { get; init; }
}
