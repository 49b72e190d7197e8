using Keeptrusts.Host.ControlPlane.Audit;

namespace Keeptrusts.Host.Api;

/// <summary>What <c>/v1/audit</c> is asked for.</summary>
/// <param name="Filter">Which changes.</param>
/// <param name="Before">The entry behind which to begin.</param>
internal sealed record AuditQuery(AuditFilter Filter, long Before);
