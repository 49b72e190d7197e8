namespace Keeptrusts.Host.Tests.Api;

/// <summary>
/// Who may ask for what, written down apart from the code: each endpoint with the least role that it takes. `gateway` is for gateway nodes alone, `metrics` for scrapers and administrators.
/// A new endpoint belongs here, after somebody thought about it.
/// </summary>
internal static class RoleTable
{
    public const string Text =
        """
        GET    /metrics                            | metrics
        GET    /v1/approvals                       | viewer
        GET    /v1/approvals/{id}                  | viewer
        POST   /v1/approvals/{id}/approve          | manager
        POST   /v1/approvals/{id}/deny             | manager
        POST   /v1/approvals/{id}/token            | developer
        GET    /v1/audit                           | admin
        POST   /v1/auth/bootstrap                  | admin
        GET    /v1/budgets                         | viewer
        PUT    /v1/budgets                         | manager
        DELETE /v1/budgets                         | manager
        GET    /v1/configurations                  | viewer
        GET    /v1/configurations/{name}           | viewer
        GET    /v1/configurations/{name}/diff      | viewer
        POST   /v1/configurations/{name}/diff      | viewer
        POST   /v1/configurations/{name}/deploy    | admin
        POST   /v1/configurations/{name}/rollback  | admin
        GET    /v1/configurations/{name}/versions  | viewer
        POST   /v1/configurations/{name}/versions  | admin
        GET    /v1/configurations/{name}/versions/{revision} | viewer
        GET    /v1/conversations                   | developer
        GET    /v1/conversations/{id}              | developer
        PUT    /v1/conversations/{id}              | developer
        DELETE /v1/conversations/{id}              | developer
        GET    /v1/conversations/{id}/export       | developer
        GET    /v1/documents                       | viewer
        POST   /v1/documents                       | developer
        GET    /v1/documents/search                | viewer
        GET    /v1/documents/{id}                  | viewer
        DELETE /v1/documents/{id}                  | developer
        GET    /v1/documents/{id}/passages         | viewer
        GET    /v1/escalations                     | viewer
        GET    /v1/escalations/{id}                | viewer
        POST   /v1/escalations/{id}/claim          | viewer
        POST   /v1/escalations/{id}/resolve        | viewer
        GET    /v1/events                          | viewer
        GET    /v1/events/tail                     | viewer
        GET    /v1/events/checkpoints              | viewer
        GET    /v1/events/export                   | viewer
        GET    /v1/events/public-key               | viewer
        GET    /v1/events/{reference}              | viewer
        GET    /v1/gateways                        | viewer
        GET    /v1/gateways/{id}                   | viewer
        PUT    /v1/gateways/{id}                   | admin
        GET    /v1/gateways/{id}/nodes             | viewer
        POST   /v1/lint                            | viewer
        GET    /v1/nodes/link                      | gateway
        GET    /v1/prices                          | viewer
        PUT    /v1/prices                          | admin
        DELETE /v1/prices                          | admin
        GET    /v1/protection                      | viewer
        GET    /v1/secrets                         | viewer
        PUT    /v1/secrets/{name}                  | admin
        DELETE /v1/secrets/{name}                  | admin
        GET    /v1/teams                           | viewer
        POST   /v1/teams                           | admin
        GET    /v1/teams/{id}                      | viewer
        PUT    /v1/teams/{id}                      | admin
        DELETE /v1/teams/{id}                      | admin
        GET    /v1/teams/{id}/members              | viewer
        PUT    /v1/teams/{id}/members/{user}       | manager
        DELETE /v1/teams/{id}/members/{user}       | manager
        GET    /v1/templates                       | viewer
        GET    /v1/templates/{name}                | viewer
        PUT    /v1/templates/{name}                | admin
        DELETE /v1/templates/{name}                | admin
        GET    /v1/tokens                          | viewer
        POST   /v1/tokens                          | developer
        POST   /v1/tokens/ensure                   | developer
        POST   /v1/tokens/identify                 | viewer
        POST   /v1/tokens/revoke                   | developer
        GET    /v1/tokens/{reference}              | viewer
        DELETE /v1/tokens/{reference}              | developer
        POST   /v1/tokens/{reference}/revoke       | developer
        POST   /v1/tokens/{reference}/rotate       | developer
        GET    /v1/usage                           | viewer
        GET    /v1/users                           | viewer
        POST   /v1/users                           | admin
        GET    /v1/users/{id}                      | viewer
        PUT    /v1/users/{id}                      | admin
        DELETE /v1/users/{id}                      | admin
        POST   /v1/users/{id}/deactivate           | admin
        POST   /v1/users/{id}/invite               | admin
        POST   /v1/users/{id}/reactivate           | admin
        GET    /v1/velocity                        | viewer
        GET    /v1/webhooks                        | admin
        POST   /v1/webhooks                        | admin
        GET    /v1/webhooks/{id}                   | admin
        DELETE /v1/webhooks/{id}                   | admin
        GET    /v1/webhooks/{id}/deliveries        | admin
        POST   /v1/webhooks/{id}/test              | admin
        GET    /v1/whoami                          | viewer
        """;

    private static readonly string[] Ranks = ["viewer", "developer", "manager", "admin"];

    public static IReadOnlyList<(string Method, string Path, string Least)> Lines { get; } =
    [
        .. Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries)).Select(w => (w[0], w[1], w[2])),
    ];

    /// <summary>Whether a role may ask for what takes at least another.</summary>
    public static bool Allows(string least, string role) =>
        least == "gateway" || role is "gateway" or "metrics" ? least == role : least == "metrics" ? role == "admin" : Array.IndexOf(Ranks, role) >= Array.IndexOf(Ranks, least);
}
