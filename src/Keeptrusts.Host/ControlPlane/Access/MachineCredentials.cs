namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>What <c>kt up</c> leaves in its data folder (<c>cli.json</c>, mode 0600), so that the CLI on the same machine needs no sign-in.</summary>
/// <param name="Url">The control plane.</param>
/// <param name="Token">A control token of this start; it dies with the process.</param>
/// <param name="Process">The process id of the host.</param>
internal sealed record MachineCredentials(string Url, string Token, int Process)
{
    public const string FileName = "cli.json";

    /// <summary>Leaves the token out, so that no log line can carry it.</summary>
    public override string ToString() => Url;
}
