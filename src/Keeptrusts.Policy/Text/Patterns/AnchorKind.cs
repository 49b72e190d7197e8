namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>A place that a pattern asks for without reading anything.</summary>
internal enum AnchorKind
{
    /// <summary><c>\b</c>: between a word character and none.</summary>
    WordBoundary,

    /// <summary><c>\B</c>: anywhere else.</summary>
    NoWordBoundary,

    /// <summary><c>^</c>, <c>\A</c>: the start of the text.</summary>
    TextStart,

    /// <summary><c>$</c>, <c>\Z</c>: the end of the text, or before a line feed that ends it.</summary>
    TextEnd,

    /// <summary><c>\z</c>: the very end of the text.</summary>
    VeryEnd,
}
