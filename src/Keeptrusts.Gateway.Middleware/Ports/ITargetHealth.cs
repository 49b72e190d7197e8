namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>The health of targets, as this gateway's own calls have found it. The gateway supplies it.</summary>
public interface ITargetHealth
{
    /// <summary>The targets that calls have gone to, by id; of those that share an id the worst.</summary>
    IReadOnlyList<TargetStatus> Targets { get; }
}
