using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Body of <c>POST /v1/users</c>.</summary>
/// <param name="Id">What keys carry as their owner; absent: made from the name.</param>
/// <param name="Name">The full name; absent: the id.</param>
/// <param name="Email">Where they are reached.</param>
/// <param name="IsAdmin">Whether the whole organisation is theirs to administer.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewUser(string? Id, string? Name, string? Email = null, bool IsAdmin = false);
