namespace Keeptrusts.Host.Records;

/// <summary>Where a version came from.</summary>
internal enum VersionSource
{
    /// <summary>The document that every fresh installation starts with.</summary>
    Default,

    /// <summary>A file given to whoever started the host.</summary>
    Import,

    /// <summary>A template, with the targets of a gateway.</summary>
    Template,

    /// <summary>Written by somebody through the control plane.</summary>
    Edit,
}
