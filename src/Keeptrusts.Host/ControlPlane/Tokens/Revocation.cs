using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>A token as revoked, and the entry that says so.</summary>
/// <param name="Token">The token.</param>
/// <param name="Audit">The entry.</param>
internal sealed record Revocation(Token Token, AuditEntry Audit)
{
    /// <summary>The entry that says that its calls under way end at once, too; <see langword="null"/> where they do not.</summary>
    public AuditEntry? Cut { get; init; }

    /// <summary>Whether it was revoked before, so that only its calls are ended.</summary>
    public bool IsRepeated => ReferenceEquals(Audit, Cut);
}
