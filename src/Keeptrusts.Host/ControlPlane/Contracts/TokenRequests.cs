using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Body of <c>POST /v1/tokens/{reference}/rotate</c>.</summary>
/// <param name="Grace">How long the old key works on, such as <c>1h</c> (as without it); <c>0</c>: not at all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateToken(string? Grace);

/// <summary>Body of <c>POST /v1/tokens/revoke</c>: whose tokens.</summary>
/// <param name="Owner">All of this owner.</param>
/// <param name="TeamId">All of this team; with an owner: only theirs in it.</param>
/// <param name="Now">Whether calls that are under way end at once, too.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevokeTokens(string? Owner, string? TeamId, bool Now = false);

/// <summary>Body, if there is one, of what revokes: <c>POST /v1/tokens/{reference}/revoke</c> and <c>POST /v1/users/{id}/deactivate</c>.</summary>
/// <param name="Now">Whether calls that are under way end at once, too.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RevokeNow(bool Now = false);

/// <summary>Body of <c>POST /v1/tokens/identify</c>.</summary>
/// <param name="Sha256">The SHA-256 of the key that was found, in hex; the key itself is never sent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record IdentifyToken(string? Sha256);
