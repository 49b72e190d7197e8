using System.CommandLine;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Suites;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary><c>kt policy eval</c>: what a policy would do to a corpus of texts. Needs no host and no secrets.</summary>
internal sealed class EvalCommand
{
    private const string InputPhase = "input";
    private const string OutputPhase = "output";

    private readonly CliSurroundings _around;
    private readonly Option<string> _file = new("--file") { Description = "The policy document", HelpName = "FILE", DefaultValueFactory = _ => PolicyFile.DefaultName };
    private readonly Option<string> _phase = new("--phase") { Description = "Judge the texts as requests (input) or as answers (output)", Required = true };
    private readonly Option<string?> _input = new("--input") { Description = "Cases, one JSON object a line: {\"id\", \"text\"} or {\"id\", \"messages\"} [default: standard input]", HelpName = "CASES" };
    private readonly Option<string?> _output = new("--output") { Description = "Where the results go, one a line [default: standard output]", HelpName = "RESULTS" };
    private readonly Option<string?> _environment = new("--environment") { Description = "Deployment environment of cases that name none [env: KEEPTRUSTS_ENVIRONMENT]", HelpName = "E" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON (the results always are)" };

    private EvalCommand(CliSurroundings around)
    {
        _around = around;
        _phase.AcceptOnlyFromAmong(InputPhase, OutputPhase);
    }

    public static Command Build(CliSurroundings around)
    {
        var eval = new EvalCommand(around);
        var command = new Command("eval", "See what a policy does to your own texts.") { eval._file, eval._phase, eval._input, eval._output, eval._environment, eval._json };
        command.SetAction(eval.RunAsync);
        return command;
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken) => PolicyFile.GuardAsync(_around, "--file, --input and --output", async () =>
    {
        var (plan, _) = await PolicyFile.LoadAsync(_around, parsed.GetValue(_file)!, cancellationToken);
        return plan is null ? ExitCodes.CouldNot : await EvaluateAsync(plan, parsed, cancellationToken);
    });

    private async Task<int> EvaluateAsync(PolicyPlan plan, ParseResult parsed, CancellationToken cancellationToken)
    {
        var evaluator = new CorpusEvaluator(plan, new CorpusOptions
        {
            Phase = parsed.GetValue(_phase) == OutputPhase ? PolicyPhase.Output : PolicyPhase.Input,
            Environment = parsed.GetValue(_environment) ?? _around.Variable("KEEPTRUSTS_ENVIRONMENT"),
            Now = _around.Time.GetUtcNow(),
        });
        await using var input = parsed.GetValue(_input) is { } inputFile ? File.OpenRead(FullPath(inputFile)) : _around.StandardInput();
        await using var output = parsed.GetValue(_output) is { } outputFile ? new StreamWriter(FullPath(outputFile)) : null;
        var results = output ?? _around.Out;
        var progress = output is null ? null : EvalProgress.For(_around);
        var summary = await EvalRun.RunAsync(evaluator, input, results, _around.Error, progress, cancellationToken);
        await results.FlushAsync(cancellationToken);
        await _around.Error.WriteLineAsync(parsed.GetValue(_json) ? summary.ToJson() : summary.ToText());
        return summary.Malformed == 0 ? ExitCodes.Done : ExitCodes.CouldNot;
    }

    private string FullPath(string path) => Path.GetFullPath(path, _around.WorkingDirectory);
}
