using System.CommandLine;
using Keeptrusts.Host.Cli.Policies.Lint;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary><c>kt policy …</c></summary>
internal static class PolicyCommands
{
    public static Command Build(CliSurroundings around) =>
        new("policy", "Policy documents.") { LintCommand.Build(around), TestCommand.Build(around), EvalCommand.Build(around), SchemaCommand.Build(around) };
}
