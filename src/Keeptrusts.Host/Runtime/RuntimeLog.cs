namespace Keeptrusts.Host.Runtime;

/// <summary>What the background work says. Never content, never keys.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(2004, LogLevel.Warning, "escalations could not be looked through ({Cause}); what is over stays a little longer")]
    public static partial void EscalationSweepFailed(ILogger logger, string cause);

    [LoggerMessage(2005, LogLevel.Warning, "gateway {Node} has not renewed its leases of budgets; what it holds counts as spent until it comes back")]
    public static partial void GatewayGone(ILogger logger, string node);

    [LoggerMessage(2006, LogLevel.Warning, "budgets and prices could not be read from the database ({Cause}); next try in {Seconds} s")]
    public static partial void BudgetsUnread(ILogger logger, string cause, double seconds);

    [LoggerMessage(2010, LogLevel.Warning, "the audit trail could not be signed or cut ({Cause}); it is tried again in a few minutes")]
    public static partial void UpkeepFailed(ILogger logger, string cause);

    [LoggerMessage(2011, LogLevel.Information, "{Count} events were deleted because their time was over; a signed boundary stays")]
    public static partial void EventsExpired(ILogger logger, int count);

    [LoggerMessage(2104, LogLevel.Warning, "changes of the control plane are not heard of ({Cause}); trying again")]
    public static partial void Deaf(ILogger logger, string cause);

    [LoggerMessage(2105, LogLevel.Warning, "changes of the control plane are heard of again")]
    public static partial void Hearing(ILogger logger);
}
