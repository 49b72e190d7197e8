namespace Keeptrusts.Host.Records;

/// <summary>A version was put into force; the newest one of a configuration counts.</summary>
internal sealed class ConfigurationDeployment
{
    public long Sequence { get; init; }

    public required string Configuration { get; init; }

    public required int Revision { get; init; }

    /// <summary>Who did it: a token's id, or <c>host</c>.</summary>
    public required string Actor { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether lint had seen this very document before it was deployed (for the velocity figures).</summary>
    public bool LintedBefore { get; init; }
}
