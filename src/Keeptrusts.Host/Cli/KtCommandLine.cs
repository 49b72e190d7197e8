using System.CommandLine;
using Keeptrusts.Host.Cli.Approvals;
using Keeptrusts.Host.Cli.Auth;
using Keeptrusts.Host.Cli.Budgets;
using Keeptrusts.Host.Cli.Chat;
using Keeptrusts.Host.Cli.Completion;
using Keeptrusts.Host.Cli.Configurations;
using Keeptrusts.Host.Cli.Doctor;
using Keeptrusts.Host.Cli.Env;
using Keeptrusts.Host.Cli.Escalations;
using Keeptrusts.Host.Cli.Events;
using Keeptrusts.Host.Cli.Gateways;
using Keeptrusts.Host.Cli.Init;
using Keeptrusts.Host.Cli.Policies;
using Keeptrusts.Host.Cli.Secrets;
using Keeptrusts.Host.Cli.Teams;
using Keeptrusts.Host.Cli.Templates;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.Cli.Up;
using Keeptrusts.Host.Cli.Usage;
using Keeptrusts.Host.Cli.Users;
using Keeptrusts.Host.Cli.Webhooks;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli;

/// <summary>The <c>kt</c> command.</summary>
internal static class KtCommandLine
{
    /// <param name="args">The arguments.</param>
    /// <param name="around">Where output goes and settings come from.</param>
    /// <param name="up">Runs the host; the commands themselves do not know it.</param>
    /// <param name="node">Runs a gateway node.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        CliSurroundings around,
        Func<HostSettings, CancellationToken, Task<int>> up,
        Func<NodeSettings, CancellationToken, Task<int>>? node = null,
        CancellationToken cancellationToken = default)
    {
        var root = Root(around, up, node);
        var parsed = root.Parse(args);
        var typos = args.Contains("--") ? [] : TypingHints.Swallowed(parsed);

        // Shells ask by a directive, with a line that is not complete.
        if (parsed.Errors.Count + typos.Count > 0 && !root.Directives.Any(directive => parsed.GetResult(directive) is not null))
        {
            foreach (var message in typos.Select(typo => $"Unrecognized option '{typo}'.").Concat(parsed.Errors.Select(error => error.Message)))
            {
                // What was typed wrong may be a key in the wrong place.
                await around.Error.WriteLineAsync(KeyMask.Clean(message));
            }

            foreach (var hint in TypingHints.Of(parsed, [.. typos, .. parsed.UnmatchedTokens]))
            {
                await around.Error.WriteLineAsync(hint);
            }

            await around.Error.WriteLineAsync($"`{around.CommandName} {CommandPath(parsed)}--help` shows what there is");
            return ExitCodes.CouldNot;
        }

        // Signals stay with the system, or with `kt up`, which drains.
        var invocation = new InvocationConfiguration { Output = around.Out, Error = around.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>The whole tree of commands.</summary>
    public static RootCommand Root(CliSurroundings around, Func<HostSettings, CancellationToken, Task<int>> up, Func<NodeSettings, CancellationToken, Task<int>>? node = null)
    {
        var upCommand = new UpCommand(around, up);
        var root = new RootCommand("Keeptrusts: governed access to AI models. Without a command, `kt up`.");
        upCommand.AddTo(root);
        root.Add(upCommand.Build());
        root.Add(InitCommand.Build(around));
        root.Add(DoctorCommand.Build(around));
        root.Add(GatewayCommands.Build(around, node ?? ((_, _) => Task.FromResult(ExitCodes.CouldNot))));
        root.Add(TokenCommands.Build(around));
        root.Add(TeamCommands.Build(around));
        root.Add(BudgetCommands.Build(around));
        root.Add(UserCommands.Build(around));
        root.Add(ApprovalCommands.Build(around));
        root.Add(TemplateCommands.Build(around));
        root.Add(ConfigCommands.Build(around));
        root.Add(EnvCommand.Build(around));
        root.Add(ChatCommand.Build(around));
        root.Add(EventCommands.Build(around));
        root.Add(UsageCommand.Build(around));
        root.Add(PolicyCommands.Build(around));
        root.Add(EscalationCommands.Build(around));
        root.Add(SecretCommands.Build(around));
        root.Add(WebhookCommands.Build(around));
        root.Add(AuthCommands.Build(around));
        root.Add(CompletionCommand.Build(around));
        return root;
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
