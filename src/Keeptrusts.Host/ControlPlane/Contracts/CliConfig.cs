namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>The CLI's config file, <c>~/.config/keeptrusts/config.json</c>.</summary>
/// <param name="ApiUrl">The control plane.</param>
/// <param name="ApiToken">A control token for it.</param>
internal sealed record CliConfig(string? ApiUrl, string? ApiToken)
{
    /// <summary>Leaves the token out, so that no log line can carry it.</summary>
    public override string ToString() => ApiUrl ?? "";
}
