using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>A stored gateway key as the gateway sees it.</summary>
internal static class KeyRecords
{
    public static KeyRecord Of(Token token) => new()
    {
        Id = token.Id,
        Name = token.Name,
        TeamId = token.TeamId ?? Team.DefaultId,
        Owner = token.Owner,
        LineageId = token.LineageId,
        Template = token.Template,
        BudgetUsd = token.BudgetUsd,
        Configuration = token.Configuration,
        AllowedModels = token.AllowedModels,
        Roles = token.Roles,
        OnBehalfOf = token.OnBehalfOf,
        ExpiresAt = token.ExpiresAt,
        RevokedAt = token.RevokedAt,
    };
}
