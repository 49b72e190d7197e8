using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>The configuration of keys that were taken from a template: the template's policies, the gateway's targets.</summary>
/// <param name="Name"><c>GATEWAY.TEMPLATE</c>.</param>
/// <param name="Template">The template.</param>
/// <param name="Document">The composed document; <see langword="null"/> where none comes of it.</param>
/// <param name="Plan">The document compiled; <see langword="null"/> where an error stands in <paramref name="Problems"/>.</param>
/// <param name="Problems">Why none comes of it, without places: nobody wrote this document.</param>
internal sealed record DerivedDraft(string Name, string Template, string? Document, PolicyPlan? Plan, IReadOnlyList<Diagnostic> Problems)
{
    public static string NameOf(string gateway, string template) => GoverningConfigurations.NameOf(gateway, template);

    /// <summary>Whether a configuration of this name belongs to a template, so that nobody edits it.</summary>
    public static bool IsDerived(string name) => name.Contains('.', StringComparison.Ordinal);
}
