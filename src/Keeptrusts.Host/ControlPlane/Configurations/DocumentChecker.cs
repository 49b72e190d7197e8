using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Checks documents by who wrote them: whoever starts the host may read its whole environment, the control plane's documents only what is allowed.</summary>
internal sealed class DocumentChecker(Func<string, string?> environment, EnvironmentAllowList allowed)
{
    public EnvironmentAllowList Allowed => allowed;

    public DocumentCheck Of(string document, VersionSource source) =>
        DocumentCheck.Of(document, environment, IsTrusted(source) ? null : allowed.Allows);

    /// <summary>Whether whoever runs the host supplied it.</summary>
    public static bool IsTrusted(VersionSource source) => source is VersionSource.Import or VersionSource.Default;
}
