namespace Keeptrusts.Policy.Text.Matching;

/// <summary>What a candidate does.</summary>
internal enum CandidateRole
{
    /// <summary>It is a finding.</summary>
    Finding,

    /// <summary>Its value is on the rule's allow-list, so that it only shields.</summary>
    Shield,

    /// <summary>What goes on beyond the longest span of a redacted finding: it vanishes with it.</summary>
    Tail,
}
