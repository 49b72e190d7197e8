namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>What precedes a place in a text, as far as anchors care.</summary>
internal enum Preceding : byte
{
    /// <summary>Nothing: the text starts here.</summary>
    Nothing,

    /// <summary>A word character.</summary>
    Word,

    /// <summary>Another character.</summary>
    NoWord,
}
