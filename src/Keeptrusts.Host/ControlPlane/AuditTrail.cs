using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane;

/// <summary>Puts a change into words for the admin audit. Objects are written as the API shows them, so no key or hash can slip in.</summary>
internal sealed class AuditTrail(TimeProvider time)
{
    public AuditEntry Entry(Principal actor, string action, string objectId, Token? before, Token after) =>
        Entry(actor, action, objectId, before is null ? null : Json(before), Json(after));

    public AuditEntry Entry(Principal actor, string action, string objectId, Team? before, Team after) =>
        Entry(actor, action, objectId, before is null ? null : Json(before), Json(after));

    public AuditEntry Entry(Principal actor, string action, ConfigurationVersion? before, ConfigurationVersion after) =>
        Entry(actor, action, after.Configuration, before is null ? null : Json(before), Json(after));

    /// <summary>A token as revoked now, with its entry.</summary>
    /// <param name="actor">Who revokes.</param>
    /// <param name="token">The token. Where it is revoked already, only its calls are ended.</param>
    /// <param name="now">The time.</param>
    /// <param name="cut">Whether its calls end at once, too.</param>
    public Revocation Revoke(Principal actor, Token token, DateTimeOffset now, bool cut = false)
    {
        var revoked = token with { RevokedAt = token.RevokedAt ?? now };
        var cutting = cut ? Entry(actor, "token.cut", token.Id, revoked, revoked) : null;
        return new(revoked, token.RevokedAt is null ? Entry(actor, "token.revoke", token.Id, token, revoked) : cutting!) { Cut = cutting };
    }

    /// <summary>A change of anything that the API shows as <typeparamref name="T"/>.</summary>
    public AuditEntry Entry<T>(Principal actor, string action, string objectId, T? before, T? after, JsonTypeInfo<T> type)
        where T : class =>
        Entry(actor, action, objectId, before is null ? null : JsonSerializer.Serialize(before, type), after is null ? null : JsonSerializer.Serialize(after, type));

    public AuditEntry Entry(Principal actor, string action, string objectId, GatewayNode? before, GatewayNode after) =>
        Entry(actor, action, objectId, before is null ? null : Json(before), Json(after));

    public AuditEntry Entry(Principal actor, string action, string objectId, LiveTemplate? before, LiveTemplate? after) =>
        Entry(actor, action, objectId, before is null ? null : Json(before), after is null ? null : Json(after));

    /// <summary>Of an object that is JSON already; it must hold neither keys nor content.</summary>
    public AuditEntry Entry(Principal actor, string action, string objectId, string? before, string? after) => new()
    {
        At = time.GetUtcNow(),
        Actor = actor.Id,
        Action = action,
        ObjectId = objectId,
        Before = before,
        After = after,
    };

    private string Json(Token token) => JsonSerializer.Serialize(TokenView.Of(token, time.GetUtcNow()), ControlJson.Default.TokenView);

    private static string Json(ConfigurationVersion version) => JsonSerializer.Serialize(VersionView.Of(version), ControlJson.Default.VersionView);

    private static string Json(GatewayNode gateway) => JsonSerializer.Serialize(GatewayView.Of(gateway), ControlJson.Default.GatewayView);

    private static string Json(LiveTemplate template) => JsonSerializer.Serialize(TemplateView.Of(template, withDocument: true), ControlJson.Default.TemplateView);

    private static string Json(Team team) => JsonSerializer.Serialize(TeamView.Of(team), ControlJson.Default.TeamView);
}
