using System.CommandLine;
using Keeptrusts.Host.Cli.Policies;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.Cli.Init;

/// <summary><c>kt init</c>: writes a policy document to begin with, and its schema for editors.</summary>
internal static class InitCommand
{
    private const string SchemaFile = "policy-config.schema.json";

    public static Command Build(CliSurroundings around)
    {
        var template = new Option<string?>("--template") { Description = "Begin with the policies of this template; `kt templates list` names them", HelpName = "T" };
        var force = new Option<bool>("--force") { Description = "Write over the files that are there" };
        var command = new Command("init", $"Write {PolicyFile.DefaultName} and its schema into this folder.") { template, force };
        command.SetAction((parsed, cancellationToken) => PolicyFile.GuardAsync(around, "this folder", () => RunAsync(around, parsed.GetValue(template), parsed.GetValue(force), cancellationToken)));
        return command;
    }

    private static async Task<int> RunAsync(CliSurroundings around, string? template, bool force, CancellationToken cancellationToken)
    {
        var path = Path.Combine(around.WorkingDirectory, PolicyFile.DefaultName);
        if (File.Exists(path) && !force)
        {
            return await ExitCodes.FailAsync(around, new(RefusalKind.Conflict, $"{PolicyFile.DefaultName} is here already; edit that one, or write over it with --force"));
        }

        if (Document(around, template).Refused(out var refusal, out var document))
        {
            return await ExitCodes.FailAsync(around, refusal);
        }

        await File.WriteAllTextAsync(path, document, cancellationToken);
        var schema = Path.Combine(around.WorkingDirectory, SchemaFile);
        if (force || !File.Exists(schema))
        {
            await File.WriteAllTextAsync(schema, PolicySchema.Write(), cancellationToken);
        }

        await around.Out.WriteLineAsync($"""
            wrote {PolicyFile.DefaultName}, and {SchemaFile} for your editor
              {around.CommandName} policy lint --file {PolicyFile.DefaultName}     checks it
              {around.CommandName} config apply --file {PolicyFile.DefaultName}    puts it into force in a running gateway
              {around.CommandName} up --policy-config {PolicyFile.DefaultName}     starts one with it
            """);
        return ExitCodes.Done;
    }

    private static Outcome<string> Document(CliSurroundings around, string? template)
    {
        var name = PackName(around.WorkingDirectory);
        var starter = StarterDocument.For(name, around.Environment);
        if (template is null)
        {
            return starter;
        }

        if (TemplateCatalog.Shipped.Find(template) is not { } found)
        {
            return new Refusal(RefusalKind.NotFound, $"no template `{template}` ships; {DidYouMean.Clause(template, [.. TemplateCatalog.Shipped.Templates.Select(t => t.Name)], "templates")}");
        }

        var composed = TemplateComposer.Compose(found.Text, starter, name);
        return composed.Text is { } text
            ? $"{StarterDocument.SchemaLine}\n{text}"
            : new Refusal(RefusalKind.Invalid, string.Join(Environment.NewLine, composed.Diagnostics.Select(d => DiagnosticText.Of(template, d))));
    }

    private static string PackName(string folder)
    {
        var id = NameRules.ToId(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)));
        return NameRules.CheckId(id, "name") is null ? id : "my-policies";
    }
}
