using System.CommandLine;

namespace Keeptrusts.Host.Cli.Completion;

/// <summary><c>kt completion</c>: a script that makes a shell complete commands and options; the command itself says what fits.</summary>
internal static class CompletionCommand
{
    private static readonly (string Shell, string Hint, string Script)[] Shells =
    [
        ("bash", "add to ~/.bashrc: eval \"$(kt completion bash)\"", """
            _kt() {
              local line="kt ${COMP_LINE#"${COMP_WORDS[0]}"}" point=$((COMP_POINT - ${#COMP_WORDS[0]} + 3))
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$point]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _kt kt ./kt
            """),
        ("zsh", "add to ~/.zshrc: eval \"$(kt completion zsh)\"", """
            _kt() {
              local -a found
              found=("${(@f)$("${words[1]}" "[suggest:$((CURSOR - ${#words[1]} + 3))]" "kt ${BUFFER#"${words[1]}"}" 2>/dev/null)}")
              compadd -- $found
            }
            compdef _kt kt
            """),
        ("fish", "add to ~/.config/fish/config.fish: kt completion fish | source", """
            complete -c kt -f -a '(kt "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
            """),
        ("powershell", "add to $PROFILE: kt completion powershell | Out-String | Invoke-Expression", """
            Register-ArgumentCompleter -Native -CommandName kt -ScriptBlock {
              param($word, $ast, $cursor)
              kt "[suggest:$cursor]" "$ast" | Where-Object { $_ -like "$word*" } | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """),
    ];

    public static Command Build(CliSurroundings around)
    {
        var shell = new Argument<string>("shell") { Description = string.Join(", ", Shells.Select(s => s.Shell)) };
        shell.AcceptOnlyFromAmong([.. Shells.Select(s => s.Shell)]);
        var command = new Command("completion", "Print the script that makes a shell complete this command.") { shell };
        command.SetAction(async (parsed, _) =>
        {
            var (_, hint, script) = Shells.First(s => s.Shell == parsed.GetValue(shell));
            await around.Out.WriteLineAsync($"# {hint}\n{script}");
            return ExitCodes.Done;
        });
        return command;
    }
}
