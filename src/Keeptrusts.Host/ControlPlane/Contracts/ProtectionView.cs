namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>How what is stored is protected.</summary>
/// <param name="KeyRing"><c>database</c> (wrapped by the master key), <c>outside</c> (a folder apart from the data) or <c>data_folder</c> (beside the data: a copy of that is readable).</param>
/// <param name="Folder">The folder, where it is one.</param>
internal sealed record ProtectionView(string KeyRing, string? Folder);
