namespace Keeptrusts.Host.Records;

/// <summary>What a group of the OpenID provider gives.</summary>
/// <param name="Group">The group.</param>
/// <param name="Team">The team whose members they are; <see langword="null"/>: they administer the organisation.</param>
/// <param name="Role">Their role in the team.</param>
internal sealed record GroupRule(string Group, string? Team, string Role);
