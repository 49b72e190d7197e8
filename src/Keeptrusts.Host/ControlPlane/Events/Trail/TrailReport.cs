namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>What a check of a trail found.</summary>
/// <param name="Verified">Whether nothing is wrong.</param>
/// <param name="Events">Events that were checked.</param>
/// <param name="Omitted">Events of which only the link was there.</param>
/// <param name="Checkpoints">Checkpoints whose signature is good and that the chain meets.</param>
/// <param name="KeyIds">The keys whose signatures were believed.</param>
/// <param name="Chains">Each chain.</param>
/// <param name="Problems">What is wrong, in the order found; at most <see cref="MaxProblems"/>.</param>
/// <param name="Notes">What could not be checked.</param>
internal sealed record TrailReport(
    bool Verified, long Events, long Omitted, long Checkpoints, IReadOnlyList<string> KeyIds, IReadOnlyList<ChainReport> Chains, IReadOnlyList<TrailProblem> Problems, IReadOnlyList<string> Notes)
{
    public const int MaxProblems = 100;
}

/// <summary>One chain of a trail.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Chain">Its id.</param>
/// <param name="First">Number of the first event there.</param>
/// <param name="Last">Number of the last event there.</param>
/// <param name="Signed">Number of the last event that a good checkpoint covers; 0: none.</param>
internal sealed record ChainReport(string Gateway, string Chain, long First, long Last, long Signed);
