using System.Text.Json.Serialization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A user's place in a team.</summary>
internal sealed record MemberView(string TeamId, string UserId, string Role, DateTimeOffset CreatedAt)
{
    public static MemberView Of(Member member) => new(member.TeamId, member.UserId, member.Role, member.CreatedAt);
}

/// <summary>Body of <c>PUT /v1/teams/{id}/members/{user}</c>.</summary>
/// <param name="Role"><c>manager</c>, <c>developer</c> (without it) or <c>viewer</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberRole(string? Role);
