using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Body of <c>PUT /v1/teams/{id}</c>; what is absent stays as it is.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Configuration">The configuration that governs its keys; empty: the gateway's.</param>
/// <param name="AllowedTemplates">The templates that its members may take keys from; <c>["*"]</c>: any that the gateway allows.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TeamChange(string? Name = null, string? Configuration = null, IReadOnlyList<string>? AllowedTemplates = null);
