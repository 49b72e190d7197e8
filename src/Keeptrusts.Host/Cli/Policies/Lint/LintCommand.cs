using System.CommandLine;
using System.Text;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;

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

    private readonly Option<bool> _fix = new("--fix") { Description = "Repair in the files what has one right answer, then report the rest" };
    private readonly Option<bool> _noIgnores = new("--no-ignores") { Description = "Show what the document suppresses or lowers, too" };
    private readonly Option<string?> _explain = new("--explain") { Description = "Say what a rule is about; without an id, list all rules", HelpName = "ID", Arity = ArgumentArity.ZeroOrOne };

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
        command.SetAction((parsed, cancellationToken) => PolicyFile.GuardAsync(around, "--file, --env-file and --output", () => lint.RunAsync(parsed, cancellationToken)));
        return command;
    }

    private async Task<int> ExplainAsync(string? id)
    {
        if (id is null)
        {
            await _around.Out.WriteAsync(RuleExplanation.List());
            return ExitCodes.Done;
        }

        if (RuleCatalog.Find(id.ToUpperInvariant()) is { } rule)
        {
            await _around.Out.WriteAsync(RuleExplanation.Of(rule));
            return ExitCodes.Done;
        }

        await _around.Error.WriteLineAsync($"There is no rule {id}. `{_around.CommandName} policy lint --explain` lists all.");
        return ExitCodes.CouldNot;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetResult(_explain) is { Implicit: false })
        {
            return await ExplainAsync(parsed.GetValue(_explain));
        }

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
            listed.UnionWith(EnvironmentFile.Names(await File.ReadAllTextAsync(Path.GetFullPath(file, _around.WorkingDirectory), cancellationToken)));
        }

        // A report must never replace what it is about.
        if (parsed.GetValue(_output) is { } output && sources.Exists(s => s.Path == Path.GetFullPath(output, _around.WorkingDirectory)))
        {
            await _around.Error.WriteLineAsync($"--output {output} is one of the documents; the report would replace it. Give another file.");
            return ExitCodes.CouldNot;
        }

        if (sources.Find(s => Directory.Exists(s.Path)) is { } folder)
        {
            await _around.Error.WriteLineAsync($"{folder.Name} is a folder. Give --file a document, or a glob such as \"{folder.Name.TrimEnd('/')}/**/*.yaml\".");
            return ExitCodes.CouldNot;
        }

        var fix = parsed.GetValue(_fix);
        if (fix && sources.Exists(s => s.Path is null))
        {
            await _around.Error.WriteLineAsync("--fix repairs files; standard input is none. Give --file a path.");
            return ExitCodes.CouldNot;
        }

        // 2. Repair where asked, and judge all before anything is said.
        var files = new List<LintedFile>();
        foreach (var source in sources.DistinctBy(s => s.Path))
        {
            var options = new PolicyOptions
            {
                ReadFile = PolicyOptions.FilesOf(source.Path is null ? _around.WorkingDirectory : Path.GetDirectoryName(source.Path)!),
                HasVariable = name => listed.Contains(name) || _around.Variable(name) is not null,
                Environment = parsed.GetValue(_environment) ?? _around.Variable("KEEPTRUSTS_ENVIRONMENT"),
                Today = _around.Time.GetUtcNow().UtcDateTime.Date,
                NoIgnores = parsed.GetValue(_noIgnores),
            };
            if (fix)
            {
                await FixAsync(source, options, cancellationToken);
            }

            files.Add(await LintAsync(source, options, cancellationToken));
        }

        // 3. Report.
        var report = new LintReport(files, parsed.GetValue(_strict));
        report = parsed.GetValue(_quiet) ? report.OnlyFailing() : report;
        await WriteAsync(report, parsed, cancellationToken);
        return report.Fails ? ExitCodes.SaidNo : ExitCodes.Done;
    }

    private async Task FixAsync(PolicySource source, PolicyOptions options, CancellationToken cancellationToken)
    {
        var path = source.Path!;
        var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        var text = Encoding.UTF8.GetString(bytes);
        var repair = PolicyEngine.Repair(text, options);

        // What is not UTF-8 is refused by lint, and must not be written back as something else.
        if (repair.Repaired.Count == 0 || text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            return;
        }

        // In place: links, owners and permissions stay as they are.
        await File.WriteAllTextAsync(path, repair.Text, cancellationToken);
        foreach (var finding in repair.Repaired)
        {
            await _around.Error.WriteLineAsync($"{source.Name}({finding.Span.Line},{finding.Span.Column}): fixed {finding.Code}: {finding.Fix!.Title}");
        }
    }

    private async Task<LintedFile> LintAsync(PolicySource source, PolicyOptions options, CancellationToken cancellationToken)
    {
        var text = source.Path is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : await ReadInputAsync(cancellationToken);
        var inspected = PolicyEngine.Inspect(text, options);
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
