namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>The log of webhooks. Addresses may hold a token, so webhooks are named by their ids.</summary>
internal static partial class WebhookLog
{
    [LoggerMessage(3201, LogLevel.Warning, "The event {Type} could not be stored for the webhooks ({ExceptionType}).")]
    public static partial void NotStored(ILogger logger, string type, string exceptionType);

    [LoggerMessage(3202, LogLevel.Warning, "Webhook {Webhook} was not reached in {Attempts} attempts; its message {Delivery} is given up: {Problem}.")]
    public static partial void GivenUp(ILogger logger, string webhook, int attempts, string delivery, string problem);

    [LoggerMessage(3203, LogLevel.Warning, "Messages to webhooks could not be read or written ({ExceptionType}).")]
    public static partial void RoundFailed(ILogger logger, string exceptionType);
}
