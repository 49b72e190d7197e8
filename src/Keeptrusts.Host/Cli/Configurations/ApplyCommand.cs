using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Configurations;

/// <summary><c>kt config apply</c>: looks at what would change, shows it, and puts exactly that into force.</summary>
internal sealed class ApplyCommand
{
    private readonly CliSurroundings _around;
    private readonly ConfigurationChoice _choice = new();
    private readonly Option<string?> _file = new("--file") { Description = "The policy document; - is standard input", HelpName = "FILE" };
    private readonly Option<string?> _template = new("--template") { Description = "Take the policies of this template, and keep the gateway's targets", HelpName = "T" };
    private readonly Option<string?> _note = new("--note") { Description = "Why, for those who read the versions later" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what would change, and change nothing" };
    private readonly Option<bool> _store = new("--no-deploy") { Description = "Store the version without putting it into force" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask before it is put into force" };

    private ApplyCommand(CliSurroundings around) => _around = around;

    public static ApiCommand Build(CliSurroundings around)
    {
        var apply = new ApplyCommand(around);
        var command = new ApiCommand(
            "apply", "Put a document or a template into force as a new version.", around, [.. apply._choice.Symbols, apply._file, apply._template, apply._note, apply._dryRun, apply._store, apply._yes]);
        return command.Runs((client, parsed, cancellationToken) => apply.RunAsync(client, parsed, command.WantsJson(parsed), cancellationToken));
    }

    private async Task<int> RunAsync(ControlClient client, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        // 1. What, and to which configuration?
        if ((await WishAsync(parsed, cancellationToken)).Refused(out var unreadable, out var wish))
        {
            await _around.Error.WriteLineAsync(unreadable.Message);
            return ExitCodes.CouldNot;
        }

        if ((await _choice.FindAsync(client, parsed, cancellationToken)).Refused(out var unknown, out var name))
        {
            return await ExitCodes.FailAsync(_around, unknown);
        }

        // 2. What would change?
        if ((await AskAsync(client, ConfigurationChoice.Path(name, "/diff"), wish, cancellationToken)).Refused(out var refusal, out var preview))
        {
            return await ExitCodes.FailAsync(_around, refusal);
        }

        if (!preview.Valid)
        {
            return await RefuseAsync(parsed.GetValue(_file) ?? name, preview, json);
        }

        if (parsed.GetValue(_dryRun))
        {
            return await ReportAsync(preview, json, isDryRun: true);
        }

        // 3. Exactly that, or nothing: whoever else changes it meanwhile makes this a refusal.
        if (preview.Changed && !parsed.GetValue(_yes) && !json && !await AgreesAsync(preview, cancellationToken))
        {
            await _around.Error.WriteLineAsync("nothing was changed");
            return ExitCodes.SaidNo;
        }

        var exact = wish with { BaseRevision = preview.BaseRevision, Deploy = !parsed.GetValue(_store) };
        return (await AskAsync(client, ConfigurationChoice.Path(name, "/versions"), exact, cancellationToken)).Refused(out var refused, out var done)
            ? await ExitCodes.FailAsync(_around, refused)
            : await ReportAsync(done, json, isDryRun: false);
    }

    private async Task<Outcome<NewVersion>> WishAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (file, template) = (parsed.GetValue(_file), parsed.GetValue(_template));
        if (file is null == template is null)
        {
            return new Refusal(RefusalKind.Invalid, "say what to apply: --file FILE, or --template T (`kt templates list` names them)");
        }

        var wish = new NewVersion { Template = template, Gateway = template is null ? null : _choice.Gateway(parsed), Note = parsed.GetValue(_note), File = file };
        if (file is null)
        {
            return wish;
        }

        try
        {
            await using var stream = file == "-" ? _around.StandardInput() : File.OpenRead(Path.GetFullPath(file, _around.WorkingDirectory));
            using var reader = new StreamReader(stream);
            return wish with { Document = await reader.ReadToEndAsync(cancellationToken) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Refusal(RefusalKind.NotFound, $"{file} cannot be read; check the path given with --file");
        }
    }

    private static async Task<Outcome<ChangeView>> AskAsync(ControlClient client, string path, NewVersion wish, CancellationToken cancellationToken)
    {
        if ((await client.PostAsync(path, wish, ControlJson.Default.NewVersion, cancellationToken)).Refused(out var refusal, out var answer))
        {
            return refusal;
        }

        using (answer)
        {
            return answer.RootElement.Deserialize(ControlJson.Default.ChangeView)!;
        }
    }

    private async Task<int> RefuseAsync(string file, ChangeView preview, bool json)
    {
        if (json)
        {
            await WriteJsonAsync(preview);
        }

        foreach (var error in preview.Errors)
        {
            await _around.Error.WriteLineAsync($"{file}({error.Line},{error.Column}): error {error.Code}: {error.Message}{(error.Suggestion is { } help ? $"; {help}" : "")}");
        }

        await _around.Error.WriteLineAsync($"nothing was changed: {(preview.Errors.Count == 1 ? "an error" : $"{preview.Errors.Count} errors")} in the document");
        return ExitCodes.SaidNo;
    }

    private async Task<int> ReportAsync(ChangeView change, bool json, bool isDryRun)
    {
        if (json)
        {
            await WriteJsonAsync(change);
        }
        else if (!isDryRun)
        {
            await ChangeText.WriteAsync(_around, change);
        }
        else
        {
            await DiffText.WriteAsync(_around, change.Diff);
            await ChangeText.WarnAsync(_around, change);
            await _around.Out.WriteLineAsync(change.Changed ? $"this would become {change.Label}; nothing was changed" : $"nothing would change: {change.Before} says the same already");
        }

        return ExitCodes.Done;
    }

    private async Task<bool> AgreesAsync(ChangeView preview, CancellationToken cancellationToken)
    {
        if (!_around.CanAsk)
        {
            return true;
        }

        await DiffText.WriteAsync(_around, preview.Diff);
        await _around.Out.WriteAsync($"Put this into force as {preview.Label}? [Y/n] ");
        await _around.Out.FlushAsync(cancellationToken);
        using var input = new StreamReader(_around.StandardInput());
        return await input.ReadLineAsync(cancellationToken) is { } answer && !answer.TrimStart().StartsWith('n') && !answer.TrimStart().StartsWith('N');
    }

    private Task WriteJsonAsync(ChangeView change) => JsonOutput.WriteAsync(_around.Out, JsonSerializer.SerializeToElement(change, ControlJson.Default.ChangeView));
}
