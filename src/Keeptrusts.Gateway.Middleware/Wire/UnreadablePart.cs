namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Sorts of content that no policy can read.</summary>
internal enum UnreadableKind
{
    Image,
    File,
    Audio,

    /// <summary>A text as the ids of its tokens, which mean something to one tokenizer only.</summary>
    Tokens,

    /// <summary>Anything given as an address: the gateway fetches nothing.</summary>
    Remote,
}

/// <summary>A part that no policy can read.</summary>
internal readonly record struct UnreadablePart(UnreadableKind Kind, int At);
