namespace Keeptrusts.Policy.Text.Matching;

/// <summary>A span as its check sees it.</summary>
/// <param name="folded">The span, folded: ASCII in lower case.</param>
/// <param name="cased">The same characters with their case, one for one.</param>
/// <param name="left">What precedes it, folded, at most <see cref="SpanDetector.ContextLength"/> characters.</param>
/// <param name="inContext">Whether a context word of the detector precedes it.</param>
internal readonly ref struct SpanText(ReadOnlySpan<char> folded, ReadOnlySpan<char> cased, ReadOnlySpan<char> left, bool inContext)
{
    /// <summary>The span, folded: ASCII in lower case, look-alike digits and punctuation as ASCII, ignorable characters gone.</summary>
    public ReadOnlySpan<char> Folded { get; } = folded;

    /// <summary>The same characters as <see cref="Folded"/>, one for one, with their case: for checks that depend on it (Base58, entropy).</summary>
    public ReadOnlySpan<char> Cased { get; } = cased;

    /// <summary>What precedes the span, folded.</summary>
    public ReadOnlySpan<char> Left { get; } = left;

    /// <summary>Whether a context word precedes the span.</summary>
    public bool InContext { get; } = inContext;
}
