using System.CommandLine;
using Keeptrusts.Host.Cli.Budgets;
using Keeptrusts.Host.Cli.Escalations;
using Keeptrusts.Host.Cli.Approvals;
using Keeptrusts.Host.Cli.Events;
using Keeptrusts.Host.Cli.Policies;
using Keeptrusts.Host.Cli.Secrets;
using Keeptrusts.Host.Cli.Teams;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.Cli.Up;
using Keeptrusts.Host.Cli.Usage;
using Keeptrusts.Host.Cli.Webhooks;
using Keeptrusts.Host.Cli.Users;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli;

/// <summary>The <c>kt</c> command.</summary>
internal static class KtCommandLine
{
    /// <param name="args">The arguments.</param>
    /// <param name="around">Where output goes and settings come from.</param>
    /// <param name="up">Runs the host; the commands themselves do not know it.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CliSurroundings around, Func<HostSettings, CancellationToken, Task<int>> up, CancellationToken cancellationToken = default)
    {
        var upCommand = new UpCommand(around, up);
        var root = new RootCommand("Keeptrusts: governed access to AI models. Without a command, `kt up`.");
        upCommand.AddTo(root);
        root.Add(upCommand.Build());
        root.Add(TokenCommands.Build(around));
        root.Add(TeamCommands.Build(around));
        root.Add(BudgetCommands.Build(around));
        root.Add(UserCommands.Build(around));
        root.Add(ApprovalCommands.Build(around));
        root.Add(EventCommands.Build(around));
        root.Add(UsageCommand.Build(around));
        root.Add(PolicyCommands.Build(around));
        root.Add(EscalationCommands.Build(around));
        root.Add(SecretCommands.Build(around));
        root.Add(WebhookCommands.Build(around));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await around.Error.WriteLineAsync(error.Message);
            }

            await around.Error.WriteLineAsync($"`{around.CommandName} {CommandPath(parsed)}--help` shows what there is");
            return ExitCodes.CouldNot;
        }

        // Signals stay with the system, or with `kt up`, which drains.
        var invocation = new InvocationConfiguration { Output = around.Out, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
        {
            names.Push(result.Command.Name + " ");
        }

        return string.Concat(names);
    }
}
