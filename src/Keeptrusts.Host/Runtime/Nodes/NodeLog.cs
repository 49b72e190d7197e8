namespace Keeptrusts.Host.Runtime.Nodes;

/// <summary>What a node says about its way to the others. Never content, never keys.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(2101, LogLevel.Warning, "what the nodes share cannot be reached ({Cause}); serving from what this node has, /readyz tells more")]
    public static partial void Away(ILogger logger, string cause);

    [LoggerMessage(2102, LogLevel.Warning, "what the nodes share can be reached again")]
    public static partial void Back(ILogger logger);

    [LoggerMessage(2103, LogLevel.Warning, "this node's session could not be ended ({Cause}); others wait for its places until it starts again")]
    public static partial void EndFailed(ILogger logger, string cause);

    [LoggerMessage(2104, LogLevel.Warning, "changes of the control plane are not heard of ({Cause}); trying again")]
    public static partial void Deaf(ILogger logger, string cause);

    [LoggerMessage(2105, LogLevel.Warning, "changes of the control plane are heard of again")]
    public static partial void Hearing(ILogger logger);

    [LoggerMessage(2106, LogLevel.Warning, "no control plane can be reached ({Cause}); serving from what this node has, /readyz tells more")]
    public static partial void Unlinked(ILogger logger, string cause);

    [LoggerMessage(2107, LogLevel.Warning, "linked to a control plane again")]
    public static partial void Linked(ILogger logger);

    [LoggerMessage(2108, LogLevel.Error, "{Problem}")]
    public static partial void Unloadable(ILogger logger, string problem);

    [LoggerMessage(2109, LogLevel.Warning, "what this node serves by could not be written to its folder ({Cause}); a start without the control plane would find an older one")]
    public static partial void Unwritable(ILogger logger, string cause);
}
