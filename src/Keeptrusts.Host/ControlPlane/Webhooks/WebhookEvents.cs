namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>The events that webhooks can be told about.</summary>
internal static class WebhookEvents
{
    public const string EscalationCreated = "escalation.created";
    public const string EscalationResolved = "escalation.resolved";
    public const string ApprovalCreated = "approval.created";
    public const string ApprovalDecided = "approval.decided";
    public const string TokenCreated = "token.created";
    public const string TokenRevoked = "token.revoked";
    public const string BudgetExceeded = "budget.exceeded";

    /// <summary>Only by <c>kt webhook test</c>; every webhook gets it.</summary>
    public const string Test = "webhook.test";

    public static IReadOnlyList<string> All { get; } =
    [
        EscalationCreated, EscalationResolved, ApprovalCreated, ApprovalDecided, TokenCreated, TokenRevoked, BudgetExceeded,
    ];
}
