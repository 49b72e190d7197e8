using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>The templates that keys may be taken from, with what each pre-approves.</summary>
internal interface ITemplateRules
{
    /// <summary>All templates, those shipped first.</summary>
    IReadOnlyList<PolicyTemplate> Templates { get; }
}
