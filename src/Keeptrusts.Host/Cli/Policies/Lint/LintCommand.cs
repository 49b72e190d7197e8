using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Keeptrusts.Policy;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary><c>kt policy lint</c>: everything that is wrong with policy documents. Needs no host, no network and no secrets.</summary>
internal sealed class LintCommand
{
    private readonly CliSurroundings _around;
    private readonly Option<string[]> _file = new("--file") { Description = "A policy document, or a glob such as policies/**/*.yaml; - is standard input; several may be given", HelpName = "FILE", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [PolicyFile.DefaultName] };
    private readonly Option<string[]> _envFile = new("--env-file") { Description = "A file of NAME=value lines whose names count as set, such as .env.example; several may be given", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _environment = new("--environment") { Description = "Judge for this deployment environment [env: KEEPTRUSTS_ENVIRONMENT]", HelpName = "E" };
    private readonly Option<string> _format = new("--format") { Description = "Form of the report", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> _json = new("--json") { Description = "The same as --format json" };
    private readonly Option<string?> _output = new("--output") { Description = "Where the report goes [default: standard output]", HelpName = "REPORT" };
    private readonly Option<bool> _strict = new("--strict") { Description = "Let warnings fail too" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "Report only what fails the run" };

    // Of the design; refused by name rather than as a typing mistake.
    private readonly Option<bool> _fix = new("--fix") { Hidden = true };
    private readonly Option<bool> _noIgnores = new("--no-ignores") { Hidden = true };
    private readonly Option<string?> _explain = new("--explain") { Hidden = true };

    private LintCommand(CliSurroundings around)
    {
        _around = around;
        _format.AcceptOnlyFromAmong([.. LintFormats.Names]);
    }

    public static Command Build(CliSurroundings around)
    {
        var lint = new LintCommand(around);
        var command = new Command("lint", "Say everything that is wrong with a policy document. Exit code 0: safe to deploy; 1: an error (with --strict, or a warning); 2: could not run.")
        {
            lint._file, lint._envFile, lint._environment, lint._format, lint._json, lint._output, lint._strict, lint._quiet, lint._fix, lint._noIgnores, lint._explain,
        };
        command.Validators.Add(lint.RefuseLater);
        command.SetAction((parsed, cancellationToken) => PolicyFile.GuardAsync(around, "--file, --env-file and --output", () => lint.RunAsync(parsed, cancellationToken)));
        return command;
    }

    private void RefuseLater(CommandResult given)
    {
        foreach (var option in new Option[] { _fix, _noIgnores, _explain })
        {
            if (given.GetResult(option) is { Implicit: false })
            {
                given.AddError($"{option.Name} is not available in this version.");
            }
        }
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // 1. Which files, and which variables are there?
        var sources = new List<PolicySource>();
        foreach (var file in parsed.GetValue(_file)!)
        {
            var found = PolicySource.Find(file, _around.WorkingDirectory);
            if (found.Count == 0)
            {
                await _around.Error.WriteLineAsync($"No file matches {file}. Check --file.");
                return ExitCodes.CouldNot;
            }

            sources.AddRange(found);
        }

        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in parsed.GetValue(_envFile) ?? [])
        {
            listed.UnionWith(EnvFile.Names(await File.ReadAllTextAsync(Path.GetFullPath(file, _around.WorkingDirectory), cancellationToken)));
        }

        // 2. Judge all before anything is said.
        var files = new List<LintedFile>();
        foreach (var source in sources.DistinctBy(s => s.Path))
        {
            files.Add(await LintAsync(source, name => listed.Contains(name) || _around.Variable(name) is not null, cancellationToken));
        }

        // 3. Report.
        var report = new LintReport(files, parsed.GetValue(_strict));
        report = parsed.GetValue(_quiet) ? report.OnlyFailing() : report;
        await WriteAsync(report, parsed, cancellationToken);
        return report.Fails ? ExitCodes.SaidNo : ExitCodes.Done;
    }

    private async Task<LintedFile> LintAsync(PolicySource source, Func<string, bool> hasVariable, CancellationToken cancellationToken)
    {
        var text = source.Path is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : await ReadInputAsync(cancellationToken);
        var folder = source.Path is null ? _around.WorkingDirectory : Path.GetDirectoryName(source.Path)!;
        var inspected = PolicyEngine.Inspect(text, new PolicyOptions { ReadFile = PolicyOptions.FilesOf(folder), HasVariable = hasVariable });
        return new LintedFile(source.Name, source.LocationFrom(_around.WorkingDirectory), text, inspected, inspected.Diagnostics);
    }

    private async Task<string> ReadInputAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(_around.StandardInput(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private async Task WriteAsync(LintReport report, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = LintFormats.Write(report, parsed.GetValue(_json) ? "json" : parsed.GetValue(_format)!, parsed.GetValue(_quiet));
        if (parsed.GetValue(_output) is { } file)
        {
            await File.WriteAllTextAsync(Path.GetFullPath(file, _around.WorkingDirectory), text, cancellationToken);
            await _around.Error.WriteLineAsync(report.Summary);
        }
        else
        {
            await _around.Out.WriteAsync(text);
        }
    }
}
