using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>What a node says about its way to the others. Never content, never keys.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(2001, LogLevel.Warning, "events could not be copied into the database ({Cause}); the journal keeps them, next try in {Seconds} s")]
    public static partial void ShippingFailed(ILogger logger, string cause, double seconds);

    [LoggerMessage(2002, LogLevel.Warning, "the last uses of keys could not be written down ({Cause}); next try in {Seconds} s")]
    public static partial void LastUsesFailed(ILogger logger, string cause, double seconds);

    [LoggerMessage(2003, LogLevel.Warning, "the last events could not be copied into the database ({Cause}); the journal keeps them for the next start")]
    public static partial void LastShippingFailed(ILogger logger, string cause);

    [LoggerMessage(2110, LogLevel.Warning, "no control plane can be reached; serving by what this node's folder keeps from {HeardAt:u}")]
    public static partial void Alone(ILogger logger, DateTimeOffset heardAt);

    [LoggerMessage(2101, LogLevel.Warning, "what the nodes share cannot be reached ({Cause}); serving from what this node has, /readyz tells more")]
    public static partial void Away(ILogger logger, string cause);

    [LoggerMessage(2102, LogLevel.Warning, "what the nodes share can be reached again")]
    public static partial void Back(ILogger logger);

    [LoggerMessage(2103, LogLevel.Warning, "this node's session could not be ended ({Cause}); others wait for its places until it starts again")]
    public static partial void EndFailed(ILogger logger, string cause);

    [LoggerMessage(2106, LogLevel.Warning, "no control plane can be reached ({Cause}); serving from what this node has, /readyz tells more")]
    public static partial void Unlinked(ILogger logger, string cause);

    [LoggerMessage(2107, LogLevel.Warning, "linked to a control plane again")]
    public static partial void Linked(ILogger logger);

    [LoggerMessage(2108, LogLevel.Error, "{Problem}")]
    public static partial void Unloadable(ILogger logger, string problem);

    [LoggerMessage(2109, LogLevel.Warning, "what this node serves by could not be written to its folder ({Cause}); a start without the control plane would find an older one")]
    public static partial void Unwritable(ILogger logger, string cause);
}
