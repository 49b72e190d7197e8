using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Nodes.Counters;

/// <summary>This node's share of one limit. Whoever reads or changes it holds its lock.</summary>
/// <param name="key">The counter.</param>
/// <param name="window">The window; <see langword="null"/> for places at once.</param>
internal sealed class Share(string key, CounterWindow? window)
{
    public string Key => key;

    public CounterWindow? Window => window;

    /// <summary>The limit that it was given under.</summary>
    public long Limit { get; set; }

    /// <summary>What is this node's: used, and still usable.</summary>
    public long Held { get; set; }

    /// <summary>What the database was told or told last.</summary>
    public long Known { get; set; }

    /// <summary>Used in the window, or running now.</summary>
    public long Used { get; set; }

    /// <summary>What all others held when this node last heard.</summary>
    public long Others { get; set; }

    /// <summary>How much more callers could use, since it was asked for last.</summary>
    public long Need { get; set; }

    /// <summary>Time stamp before which asking again is of no use.</summary>
    public long AskAgainAt { get; set; }

    /// <summary>Time stamp of its last use.</summary>
    public long UsedAt { get; set; }

    /// <summary>What was added last.</summary>
    public long LastMore { get; set; }

    /// <summary>Whether it was dropped; who still holds it looks for its successor.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Ends when what callers wait for has been asked.</summary>
    public TaskCompletionSource? Refill { get; set; }
}
