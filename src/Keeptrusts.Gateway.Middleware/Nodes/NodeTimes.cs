namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>The times that nodes and the database have agreed on.</summary>
internal static class NodeTimes
{
    /// <summary>How often a node is heard of.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    /// <summary>From when on a silent node goes by its standing share: in windows that begin so long after the last it heard.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>From when on a silent node counts as dead. Longer than most calls take, because calls that run at its end still hold their places.</summary>
    public static readonly TimeSpan Fence = TimeSpan.FromMinutes(10);

    /// <summary>How much earlier the node itself stops, so that clocks which run unevenly do no harm.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    /// <summary>A whole limit.</summary>
    public const int Whole = 1_000_000;

    /// <summary>The most that a node alone keeps: whoever joins while it cannot be reached gets the rest.</summary>
    public const int LargestStanding = Whole / 2;
}
