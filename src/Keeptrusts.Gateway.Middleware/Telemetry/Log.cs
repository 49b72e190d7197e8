using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>Every message of the gateway's log. None takes content, keys or exception messages, which may quote either.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Error, "Call {RequestId} failed with {ExceptionType}: {StackTrace}")]
    public static partial void CallFailed(this ILogger logger, string requestId, string exceptionType, string? stackTrace);

    [LoggerMessage(1002, LogLevel.Error, "Call {RequestId} could not be recorded: the journal cannot be written. Free or repair the disk under the data folder.")]
    public static partial void JournalUnwritable(this ILogger logger, string requestId);

    [LoggerMessage(1003, LogLevel.Error, "A policy failed at the end of call {RequestId} with {ExceptionType}, so a limit may count too much: {StackTrace}")]
    public static partial void PolicyEndFailed(this ILogger logger, string requestId, string exceptionType, string? stackTrace);

    [LoggerMessage(1004, LogLevel.Warning, "The changed configuration {Configuration} does not load ({Code}); {InForce} stays in force.")]
    public static partial void ConfigurationRejected(this ILogger logger, string configuration, string code, string inForce);

    [LoggerMessage(1005, LogLevel.Warning, "The event about the rejected configuration could not be recorded: the journal cannot be written.")]
    public static partial void ConfigurationEventUnwritable(this ILogger logger);

    [LoggerMessage(1006, LogLevel.Warning, "The authority over budgets cannot be reached ({Cause}): calls are served within the room that is leased, and refused beyond it.")]
    public static partial void BudgetAuthorityAway(this ILogger logger, string cause);

    [LoggerMessage(1007, LogLevel.Warning, "The authority over budgets answers again.")]
    public static partial void BudgetAuthorityBack(this ILogger logger);

    [LoggerMessage(1008, LogLevel.Warning, "Call {RequestId} cost ${OverrunUsd} more than was reserved; its budgets stay closed until their windows end or an admin clears them.")]
    public static partial void BudgetOverrun(this ILogger logger, string requestId, decimal overrunUsd);

    [LoggerMessage(1009, LogLevel.Error, "Call {RequestId}: the escalation could not be stored or looked up ({ExceptionType}).")]
    public static partial void EscalationDeskFailed(this ILogger logger, string requestId, string exceptionType);

    [LoggerMessage(1010, LogLevel.Error, "Call {RequestId}: the key of content hashes could not be had ({ExceptionType}).")]
    public static partial void ContentKeyUnavailable(this ILogger logger, string requestId, string exceptionType);

    [LoggerMessage(1011, LogLevel.Warning, "The changed key file {Path} does not load ({Problem}); the keys that were known stay in force.")]
    public static partial void KeyFileRejected(this ILogger logger, string path, string problem);

    [LoggerMessage(1021, LogLevel.Warning, "Call {RequestId}: target {Target} failed ({Outcome}, status {Status}).")]
    public static partial void AttemptFailed(this ILogger logger, string requestId, string target, string outcome, int? status);

    [LoggerMessage(1022, LogLevel.Warning, "Target {Target} keeps failing and is left alone for {Seconds} seconds.")]
    public static partial void BreakerOpened(this ILogger logger, string target, double seconds);

    [LoggerMessage(1023, LogLevel.Information, "Target {Target} answers again.")]
    public static partial void BreakerClosed(this ILogger logger, string target);
}
