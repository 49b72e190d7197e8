using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>A token as revoked, and the entry that says so.</summary>
internal sealed record Revocation(Token Token, AuditEntry Audit);
