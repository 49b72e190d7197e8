namespace Keeptrusts.Host.Api;

/// <summary>What the control API logs.</summary>
internal static partial class ApiLog
{
    [LoggerMessage(3001, LogLevel.Error, "{Method} {Endpoint} failed")]
    public static partial void Failed(ILogger logger, string method, string endpoint, Exception exception);
}
