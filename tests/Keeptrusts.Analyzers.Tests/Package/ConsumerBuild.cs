namespace Keeptrusts.Analyzers.Tests.Package;

/// <summary>What a build of a consumer said.</summary>
/// <param name="ExitCode">Zero where it succeeded.</param>
/// <param name="Findings"><c>policy-config.yaml 4,3 error KT0004</c>, as often as it was said, in order.</param>
/// <param name="Output">All of it.</param>
public sealed record ConsumerBuild(int ExitCode, IReadOnlyList<string> Findings, string Output);
