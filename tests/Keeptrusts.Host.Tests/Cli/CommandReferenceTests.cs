using System.CommandLine;
using System.Text.RegularExpressions;
using Keeptrusts.Host.Cli;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Host.Tests.Cli;

/// <summary>docs/cli.md lists the commands that there are, no more and no fewer.</summary>
public sealed partial class CommandReferenceTests
{
    [Fact]
    public async Task Reference_EveryCommand_IsListedWithWhatItSaysOfItself()
    {
        var file = Path.Combine(RepositoryPaths.Root, "docs", "cli.md");
        var page = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var wanted = Table().Replace(page, match => match.Groups[1].Value + string.Concat(Rows().Select(row => row + "\n")));
        if (Environment.GetEnvironmentVariable("KEEPTRUSTS_UPDATE_GENERATED") == "1")
        {
            await File.WriteAllTextAsync(file, wanted, TestContext.Current.CancellationToken);
            page = wanted;
        }

        // KEEPTRUSTS_UPDATE_GENERATED=1 writes the table anew.
        Assert.Equal(wanted, page);
    }

    [Fact]
    public void Commands_EachOfThem_DescribesItselfAndItsOptions()
    {
        var silent = Walk(Root(), "kt").SelectMany(c => c.Command.Options.Where(o => !o.Hidden && string.IsNullOrEmpty(o.Description)).Select(o => $"{c.Path} {o.Name}")
            .Concat(c.Command.Arguments.Where(a => string.IsNullOrEmpty(a.Description)).Select(a => $"{c.Path} {a.Name}")));
        Assert.Empty(silent);
    }

    private static IEnumerable<string> Rows() => Walk(Root(), "kt").Where(c => c.Command.Subcommands.Count == 0).Select(c => $"| `{c.Path}` | {c.Command.Description?.Replace("|", "\\|", StringComparison.Ordinal)} |");

    private static RootCommand Root() => KtCommandLine.Root(
        new CliSurroundings
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            StandardInput = () => Stream.Null,
            Environment = _ => null,
            WorkingDirectory = "/",
            IsTerminal = false,
            Time = TimeProvider.System,
        },
        (_, _) => Task.FromResult(0));

    private static IEnumerable<(string Path, Command Command)> Walk(Command command, string path) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Walk(c, $"{path} {c.Name}")).Prepend((path, command));

    [GeneratedRegex("(\\| command \\| \\|\n\\|---\\|---\\|\n)(\\|[^\n]*\n)*")]
    private static partial Regex Table();
}
