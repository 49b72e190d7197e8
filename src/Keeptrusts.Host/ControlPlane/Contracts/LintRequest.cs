using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>Body of <c>POST /v1/lint</c>.</summary>
/// <param name="Document">The text.</param>
/// <param name="File">What it is called in the answer.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LintRequest(string? Document, string? File);
