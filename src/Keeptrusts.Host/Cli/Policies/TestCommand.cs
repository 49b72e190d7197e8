using System.CommandLine;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary><c>kt policy test</c>: runs the tests beside a policy. Needs no host, no network and no provider's key.</summary>
internal sealed class TestCommand
{
    private const string Json = "json";
    private const string JUnit = "junit";
    private static readonly string[] Extensions = [".json", ".yaml", ".yml"];

    private readonly CliSurroundings _around;
    private readonly Option<string> _folder = new("--pack-dir") { Description = "The folder with the policy document and its folder `tests`", HelpName = "DIR", DefaultValueFactory = _ => "." };
    private readonly Option<string?> _file = new("--file") { Description = $"The policy document [default: {PolicyFile.DefaultName} in DIR]", HelpName = "FILE" };
    private readonly Option<string?> _environment = new("--environment") { Description = "Deployment environment of cases that name none [env: KEEPTRUSTS_ENVIRONMENT]", HelpName = "E" };
    private readonly Option<string> _format = new("--format") { Description = "Form of the report", DefaultValueFactory = _ => "text" };
    private readonly Option<bool> _json = new("--json") { Description = "The same as --format json" };
    private readonly Option<string?> _output = new("--output") { Description = "Where the report goes [default: standard output]", HelpName = "REPORT" };

    private TestCommand(CliSurroundings around)
    {
        _around = around;
        _format.AcceptOnlyFromAmong("text", Json, JUnit);
    }

    public static Command Build(CliSurroundings around)
    {
        var test = new TestCommand(around);
        var command = new Command("test", "Run the tests beside a policy: `testing.suites` of the document and the files tests/*.json|yaml.")
        {
            test._folder, test._file, test._environment, test._format, test._json, test._output,
        };
        command.SetAction((parsed, cancellationToken) =>
            PolicyFile.GuardAsync(around, "--pack-dir, --file and --output", () => test.RunAsync(parsed, cancellationToken)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = parsed.GetValue(_folder)!;
        var file = parsed.GetValue(_file) ?? Relative(Path.Combine(folder, PolicyFile.DefaultName));

        // 1. The document, and every test before any runs.
        var (plan, text) = await PolicyFile.LoadAsync(_around, file, cancellationToken);
        if (plan is null || await ReadAsync(plan, file, text, folder, cancellationToken) is not { } files)
        {
            return ExitCodes.CouldNot;
        }

        if (!files.Exists(f => f.Tests.Count > 0))
        {
            var tests = Relative(Path.Combine(folder, "tests"));
            await _around.Error.WriteLineAsync($"There are no tests: add `testing: {{ suites: [ … ] }}` to {file}, or files {tests}/*.yaml with `cases: [{{ name: …, input: {{ text: … }}, expected: {{ verdict: … }} }}]`.");
            return ExitCodes.CouldNot;
        }

        // 2. Run and report.
        var report = await RunAsync(plan, files, parsed, cancellationToken);
        await WriteAsync(report, parsed, cancellationToken);
        return report.Failed == 0 ? ExitCodes.Done : ExitCodes.SaidNo;
    }

    private async Task<List<(string File, IReadOnlyList<PolicyTest> Tests)>?> ReadAsync(PolicyPlan plan, string file, string text, string folder, CancellationToken cancellationToken)
    {
        var reader = new PolicyTestReader(plan);
        List<(string File, PolicyTestFile Read)> read = [(file, reader.ReadDocument(text))];
        foreach (var path in TestFiles(folder))
        {
            read.Add((path, reader.ReadFile(await File.ReadAllTextAsync(FullPath(path), cancellationToken))));
        }

        foreach (var (path, one) in read)
        {
            await PolicyFile.ReportAsync(_around, path, one.Diagnostics);
        }

        return read.Exists(f => f.Read.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error)) ? null : [.. read.Select(f => (f.File, f.Read.Tests))];
    }

    private IEnumerable<string> TestFiles(string folder)
    {
        var tests = Path.Combine(folder, "tests");
        return Directory.Exists(FullPath(tests))
            ? Directory.EnumerateFiles(FullPath(tests))
                .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Select(f => Relative(Path.Combine(tests, Path.GetFileName(f))))
                .Order(StringComparer.Ordinal)
            : [];
    }

    private async Task<TestReport> RunAsync(PolicyPlan plan, List<(string File, IReadOnlyList<PolicyTest> Tests)> files, ParseResult parsed, CancellationToken cancellationToken)
    {
        var runner = new PolicyTestRunner(plan, new PolicyTestOptions
        {
            Environment = parsed.GetValue(_environment) ?? _around.Variable("KEEPTRUSTS_ENVIRONMENT"),
            Services = new PolicyServices { Time = _around.Time, Secrets = secret => secret.Source == "env" ? _around.Variable(secret.Name) : null },
        });
        var results = new List<TestReportFile>();
        foreach (var (file, tests) in files.Where(f => f.Tests.Count > 0))
        {
            var of = new List<PolicyTestResult>();
            foreach (var test in tests)
            {
                of.Add(await runner.RunAsync(test, cancellationToken));
            }

            results.Add(new TestReportFile(file, of));
        }

        return new TestReport(results);
    }

    private async Task WriteAsync(TestReport report, ParseResult parsed, CancellationToken cancellationToken)
    {
        var text = parsed.GetValue(_json) ? TestReportJson.Write(report) : parsed.GetValue(_format) switch
        {
            Json => TestReportJson.Write(report),
            JUnit => TestReportJUnit.Write(report),
            _ => TestReportText.Write(report),
        };
        if (parsed.GetValue(_output) is { } file)
        {
            await File.WriteAllTextAsync(FullPath(file), text, cancellationToken);
            await _around.Error.WriteLineAsync(report.Summary);
        }
        else
        {
            await _around.Out.WriteAsync(text);
        }
    }

    private static string Relative(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private string FullPath(string path) => Path.GetFullPath(path, _around.WorkingDirectory);
}
