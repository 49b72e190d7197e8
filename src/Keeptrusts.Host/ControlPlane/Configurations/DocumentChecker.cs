using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Checks documents by who wrote them: whoever starts the host may read its whole environment, the control plane's documents only what is allowed.</summary>
internal sealed class DocumentChecker(Func<string, string?> environment, SecretCheck secrets, EnvironmentAllowList allowed, IPriceDirectory prices)
{
    public DocumentCheck Of(string document, VersionSource source) => IsTrusted(source)
        ? DocumentCheck.Of(document, environment, secrets, trusted: true, prices)
        : DocumentCheck.Of(document, Seen, secrets, trusted: false, prices);

    /// <summary>Checks a document, and where whoever runs the host supplied it, lets every document use its variables from now on.</summary>
    public DocumentCheck Trust(string document, VersionSource source)
    {
        var check = Of(document, source);
        if (IsTrusted(source) && check.Plan is { } plan)
        {
            allowed.Trust(plan);
        }

        return check;
    }

    private static bool IsTrusted(VersionSource source) => source is VersionSource.Import or VersionSource.Default;

    // Whether a variable is set is nobody's business who may not read it; that it may not be read is said anyway.
    private string? Seen(string name) => allowed.Allows(name, null) ? environment(name) : "unseen";
}
