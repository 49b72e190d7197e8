using System.Globalization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>The entity tag of a configuration: its newest revision, and the one in force.</summary>
internal static class ConfigurationTag
{
    public static string Of(Configuration? configuration) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{configuration?.Versions.FirstOrDefault()?.Revision ?? 0}-{configuration?.Deployed ?? 0}\"");

    /// <summary>Whether the caller may go on: no condition was sent, or it holds.</summary>
    public static bool Holds(HttpContext context, Configuration? configuration) =>
        context.Request.Headers.IfMatch is not [{ } wanted] || wanted == "*" || wanted.Split(',').Any(tag => tag.Trim() == Of(configuration));
}
