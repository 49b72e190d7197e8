using System.Text.Json;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A change made through the control plane.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Id of the token that asked; <c>host</c> for what a start does.</param>
/// <param name="Action">Such as <c>token.create</c>.</param>
/// <param name="Object">Id of what was changed.</param>
/// <param name="Before">It before; <see langword="null"/> where it was made.</param>
/// <param name="After">It after; <see langword="null"/> where it was removed.</param>
internal sealed record AuditView(DateTimeOffset At, string Actor, string Action, string Object, JsonElement? Before, JsonElement? After)
{
    public static AuditView Of(AuditEntry entry) => new(entry.At, entry.Actor, entry.Action, entry.ObjectId, Json(entry.Before), Json(entry.After));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
