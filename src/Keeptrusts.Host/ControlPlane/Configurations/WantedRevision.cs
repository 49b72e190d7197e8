using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Body of <c>POST /v1/configurations/{name}/deploy</c> and <c>…/rollback</c>.</summary>
/// <param name="Revision">Which; absent, on a rollback: the one that was in force before.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WantedRevision(int? Revision);
