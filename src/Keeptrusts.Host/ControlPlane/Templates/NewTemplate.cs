using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>Body of <c>PUT /v1/templates/{name}</c>.</summary>
/// <param name="Document">A policy document with neither <c>providers</c> nor <c>variables</c>, whose <c>pack.name</c> is the template's name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewTemplate(string? Document);
