using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Linting;

/// <summary>One id of a comment <c># kt-lint-disable KT1009 -- reason</c>.</summary>
/// <param name="Code">The rule's id as written.</param>
/// <param name="Span">Place of the id; of the comment where it names none.</param>
/// <param name="Line">The line whose findings it suppresses.</param>
/// <param name="HasReason">Whether a reason follows.</param>
internal sealed record Suppression(string Code, SourceSpan Span, int Line, bool HasReason)
{
    /// <summary>Whether it has suppressed anything.</summary>
    public bool Used { get; set; }
}
