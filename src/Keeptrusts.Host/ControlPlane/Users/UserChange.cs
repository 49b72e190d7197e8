using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Body of <c>PUT /v1/users/{id}</c>; what is absent stays as it is.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Email">Where they are reached; empty: nowhere.</param>
/// <param name="IsAdmin">Whether the whole organisation is theirs to administer.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record UserChange(string? Name = null, string? Email = null, bool? IsAdmin = null);
