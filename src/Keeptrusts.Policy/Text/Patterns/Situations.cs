namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>What may follow a place in a text, as far as anchors care.</summary>
[Flags]
internal enum Situations : byte
{
    None = 0,

    /// <summary>A word character.</summary>
    Word = 1,

    /// <summary>Another character, but a last line feed.</summary>
    NoWord = 2,

    /// <summary>A line feed that ends the text.</summary>
    LastLineFeed = 4,

    /// <summary>Nothing.</summary>
    End = 8,

    Any = 15,
}
