using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.Runtime;

/// <summary>The templates that ship.</summary>
internal sealed class ShippedTemplates : ITemplateRules
{
    public IReadOnlyList<PolicyTemplate> Templates => TemplateCatalog.Shipped.Templates;
}
