namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Sorts of content that no policy can read.</summary>
internal enum UnreadableKind
{
    Image,
    File,
    Audio,

    /// <summary>Anything given as an address: the gateway fetches nothing.</summary>
    Remote,
}

/// <summary>A part that no policy can read.</summary>
internal readonly record struct UnreadablePart(UnreadableKind Kind, int At);
