using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Checks documents by who wrote them: whoever starts the host may read its whole environment, the control plane's documents only what is allowed.</summary>
internal sealed class DocumentChecker(Func<string, string?> environment, SecretCheck secrets, EnvironmentAllowList allowed, IPriceDirectory prices)
{
    /// <param name="document">The document's text.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="accepted">Whether it was accepted before and is only loaded again.</param>
    public DocumentCheck Of(string document, VersionSource source, bool accepted = false) => IsTrusted(source)
        ? DocumentCheck.Of(document, environment, secrets, trusted: true, prices, accepted)
        : DocumentCheck.Of(document, Seen, secrets, trusted: false, prices, accepted);

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
