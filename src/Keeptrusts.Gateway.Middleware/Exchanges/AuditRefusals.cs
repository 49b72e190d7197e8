namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Refusals because a call could not be recorded.</summary>
internal static class AuditRefusals
{
    public static Refusal Unavailable { get; } = new()
    {
        Status = 503,
        Type = "server_error",
        Code = "audit_unavailable",
        Message = "The gateway cannot write its journal, so it answers nothing. Free or repair the disk under the gateway's data folder, then try again.",
        Retryable = true,
        Outcome = Outcomes.Failed,
    };
}
