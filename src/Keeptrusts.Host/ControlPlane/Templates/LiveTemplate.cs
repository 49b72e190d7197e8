using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>A template with where it comes from.</summary>
internal sealed record LiveTemplate(PolicyTemplate Template, TemplateOrigin Origin)
{
    public string Name => Template.Name;
}
