using System.Globalization;
using BenchmarkDotNet.Running;
using Keeptrusts.Benchmarks.Comparison;
using Keeptrusts.Benchmarks.Inner;
using Keeptrusts.Benchmarks.Lint;
using Keeptrusts.Benchmarks.Report;
using Keeptrusts.Benchmarks.Roles;

// dotnet run -c Release --project tests/Keeptrusts.Benchmarks                  the comparison with YARP, printed
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --write       the same, and into docs/benchmarks.md
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --quick       a tenth of the time, to see that it runs
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --against KT  the whole chain of this build beside that of another one's kt.dll, printed
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --paced       1,000 streams at once at the pace of a model, printed; --paced --write into docs/benchmarks.md
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --profile 20  the whole chain kept busy for as many seconds, for a profiler to attach to
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --inner       the hot inner parts (BenchmarkDotNet; its options follow)
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --matcher     the matcher with all detectors, printed; --matcher --write into docs/benchmarks.md
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --policies    the policies of standard-prod alone: time and bytes a call, printed
// dotnet run -c Release --project tests/Keeptrusts.Benchmarks -- --lint        lint over large documents, printed; --lint --write into docs/benchmarks.md
switch (args)
{
    case ["--role", "upstream", var port]:
        await FastUpstream.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case ["--role", "yarp", var port, var upstream]:
        await YarpProxy.RunAsync(int.Parse(port, CultureInfo.InvariantCulture), upstream);
        return 0;
    case ["--matcher"] or ["--matcher", "--write"]:
        var measured = MatcherReport.Write(MatcherRun.Run(), TimeProvider.System.GetUtcNow());
        Console.WriteLine(measured);
        if (args.Length == 2)
        {
            Console.Error.WriteLine($"written to {BenchmarkPage.Update(measured, "matcher")}");
        }

        return 0;
    case ["--policies"]:
        Console.WriteLine(PolicyCostRun.Run());
        return 0;
    case ["--lint"] or ["--lint", "--write"]:
        var linted = LintReport.Write(LintRun.Run(), TimeProvider.System.GetUtcNow());
        Console.WriteLine(linted);
        if (args.Length == 2)
        {
            Console.Error.WriteLine($"written to {BenchmarkPage.Update(linted, "lint")}");
        }

        return 0;
    case ["--paced"] or ["--paced", "--write"]:
        var paced = PacedReport.Write(await PacedRun.RunAsync(), TimeProvider.System.GetUtcNow());
        Console.WriteLine(paced);
        if (args.Length == 2)
        {
            Console.Error.WriteLine($"written to {BenchmarkPage.Update(paced, "paced")}");
        }

        return 0;
    case ["--profile", var seconds]:
        await ProfileRun.RunAsync(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
        return 0;
    case ["--inner", .. var options]:
        BenchmarkSwitcher.FromAssembly(typeof(Candidate).Assembly).Run(options.Length == 0 ? ["--filter", "*"] : options);
        return 0;
    case [] or ["--write"] or ["--quick"] or ["--against", _]:
        var quick = args is ["--quick"];
        var rounds = quick ? 1 : 5;
        var candidates = await new ComparisonRun(rounds, quick ? 0.2 : 1, args is ["--against", var other] ? other : null).RunAsync();
        var command = string.Join(' ', ["dotnet run -c Release --project tests/Keeptrusts.Benchmarks", .. args.Length > 0 ? ["--", .. args] : args]);
        var table = MarkdownReport.Write(candidates, rounds, command, TimeProvider.System.GetUtcNow());
        Console.WriteLine(table);
        if (args is ["--write"])
        {
            Console.Error.WriteLine($"written to {BenchmarkPage.Update(table, "table")}");
        }

        return 0;
    default:
        Console.Error.WriteLine("Unknown option. Options: (none), --write, --quick, --against KT.DLL, --matcher [--write], --policies, --paced [--write], --lint [--write], --profile SECONDS, --inner [options of BenchmarkDotNet].");
        return 2;
}
