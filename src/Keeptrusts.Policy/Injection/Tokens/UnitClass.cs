namespace Keeptrusts.Policy.Injection.Tokens;

/// <summary>What a code unit of normal text is to the tokenizer.</summary>
internal enum UnitClass : byte
{
    /// <summary>White space, punctuation, signs, halves of pairs.</summary>
    Other,

    /// <summary>Part of a word.</summary>
    Word,

    /// <summary>A word of its own: ideographs and kana.</summary>
    Single,

    /// <summary>Ends a sentence wherever it stands.</summary>
    Stop,
}
