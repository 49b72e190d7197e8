using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>A user as a link leaves them, with what the admin audit says of it.</summary>
internal sealed record SignedInUser(User User, AuditEntry Audit);
