namespace Keeptrusts.Host.ControlPlane.Templates;

/// <summary>Where a template comes from.</summary>
internal enum TemplateOrigin
{
    /// <summary>It ships with Keeptrusts; nobody changes it.</summary>
    Shipped,

    /// <summary>A file given to whoever started the host.</summary>
    File,

    /// <summary>Written through the control plane.</summary>
    Custom,
}
