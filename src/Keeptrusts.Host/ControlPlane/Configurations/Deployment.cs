using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>What became of a document that whoever runs the host supplied.</summary>
/// <param name="Check">Its problems.</param>
/// <param name="Document">The text that was given.</param>
/// <param name="Version">The version in force; <see langword="null"/> where an error kept the document out.</param>
/// <param name="IsNew">Whether it became a new version.</param>
internal sealed record Deployment(DocumentCheck Check, string Document, ConfigurationVersion? Version, bool IsNew);
