using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A configuration as the API lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Its newest revision.</param>
/// <param name="Deployed">The revision in force.</param>
/// <param name="Versions">Its versions, newest first.</param>
/// <param name="Document">The text in force; only where one configuration is asked for.</param>
internal sealed record ConfigurationView(string Name, int Revision, int? Deployed, IReadOnlyList<VersionView> Versions, string? Document = null)
{
    public static ConfigurationView Of(Configuration configuration, bool withDocument = false) => new(
        configuration.Name,
        configuration.Versions.FirstOrDefault()?.Revision ?? 0,
        configuration.Deployed,
        [.. configuration.Versions.Select(v => VersionView.Of(v, v.Revision == configuration.Deployed))],
        withDocument ? configuration.Versions.FirstOrDefault(v => v.Revision == configuration.Deployed)?.Document : null);
}
