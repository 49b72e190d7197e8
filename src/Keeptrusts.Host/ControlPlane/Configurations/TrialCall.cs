namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>What is to be tried.</summary>
internal sealed record TrialCall(string Prompt, string? Answer)
{
    public string? Model { get; init; }

    public string? Team { get; init; }

    public string? Key { get; init; }

    public string? User { get; init; }

    public IReadOnlyList<string> Roles { get; init; } = [];

    public string? Environment { get; init; }
}
