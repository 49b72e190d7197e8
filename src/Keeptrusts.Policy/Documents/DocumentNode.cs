using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Documents;

/// <summary>A value of the document and its place.</summary>
internal abstract class DocumentNode(SourceSpan span)
{
    public SourceSpan Span { get; } = span;
}

/// <summary>A value without parts.</summary>
internal sealed class ScalarNode(SourceSpan span, string text, ScalarKind kind) : DocumentNode(span)
{
    /// <summary>The text after quotes and escapes.</summary>
    public string Text { get; } = text;

    public ScalarKind Kind { get; } = kind;
}

/// <summary>A list.</summary>
internal sealed class ListNode(SourceSpan span, IReadOnlyList<DocumentNode> items) : DocumentNode(span)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;
}

/// <summary>A key and its value.</summary>
internal sealed record MapEntry(string Key, SourceSpan KeySpan, DocumentNode Value);
