namespace Keeptrusts.Policy.Plans;

/// <summary>Which parts that no policy can read may pass (<c>unreadable:</c>). <see langword="null"/>: as the content policies require (block where one may act).</summary>
/// <param name="Images">Images given inline.</param>
/// <param name="Files">Files given inline.</param>
/// <param name="Audio">Audio given inline.</param>
/// <param name="Remote">Parts given as an address.</param>
public sealed record UnreadableRule(bool? Images, bool? Files, bool? Audio, bool? Remote);
