namespace Keeptrusts.Policy.Parsing;

/// <summary>How much document is read before it is refused as a bomb (KT0009).</summary>
internal static class ReaderLimits
{
    /// <summary>Characters of text.</summary>
    public const int Characters = 2 * 1024 * 1024;

    /// <summary>Containers inside one another. The design needs nine.</summary>
    public const int Depth = 64;

    /// <summary>Values, aliases counted as often as they are used.</summary>
    public const int Nodes = 200_000;
}
