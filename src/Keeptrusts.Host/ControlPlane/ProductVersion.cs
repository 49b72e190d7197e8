using System.Reflection;

namespace Keeptrusts.Host.ControlPlane;

/// <summary>The version of this program.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
}
