using System.CommandLine;
using Keeptrusts.Policy;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary><c>kt policy schema</c>: the JSON Schema of policy documents, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Build(CliSurroundings around)
    {
        var output = new Option<string?>("--output") { Description = "Where the schema goes, such as policy-config.schema.json [default: standard output]", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print JSON, as without it" };
        var command = new Command("schema", "Print the JSON Schema of policy documents, for editors.") { output, json };
        command.SetAction((parsed, cancellationToken) => PolicyFile.GuardAsync(around, "--output", async () =>
        {
            if (parsed.GetValue(output) is { } file)
            {
                await File.WriteAllTextAsync(Path.GetFullPath(file, around.WorkingDirectory), PolicySchema.Write(), cancellationToken);
            }
            else
            {
                await around.Out.WriteAsync(PolicySchema.Write());
            }

            return ExitCodes.Done;
        }));
        return command;
    }
}
