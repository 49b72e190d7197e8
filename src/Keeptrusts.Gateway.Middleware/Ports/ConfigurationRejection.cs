namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>A changed policy document that did not load.</summary>
/// <param name="Configuration">The configuration's name.</param>
/// <param name="InForce">The version that governs on, <c>name@version</c>.</param>
/// <param name="Code">Code of the document's first error, such as <c>KT1002</c>; <see cref="Unreadable"/> where there is no document to read.</param>
/// <param name="At">When.</param>
public sealed record ConfigurationRejection(string Configuration, string InForce, string Code, DateTimeOffset At)
{
    /// <summary>The code of a file that is gone, or that may not be read.</summary>
    public const string Unreadable = "policy_file_unreadable";
}
