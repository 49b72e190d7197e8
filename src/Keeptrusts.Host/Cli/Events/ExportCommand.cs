using System.CommandLine;
using System.Text;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Events.Trail;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Events;

/// <summary><c>kt events export</c>: events and checkpoints as lines of JSON that <c>kt events verify --file</c> checks without the host.</summary>
internal static class ExportCommand
{
    public static ApiCommand Build(CliSurroundings around)
    {
        var filters = new EventFilterOptions();
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        return new ApiCommand("export", "Write events with their checkpoints, so that they can be checked offline.", around, [.. filters.All, output]).Runs(
            async (client, parsed, cancellationToken) =>
            {
                var path = parsed.GetValue(output) is { } file ? Path.GetFullPath(file, around.WorkingDirectory) : null;
                try
                {
                    await using var writer = path is null ? around.Out : new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });
                    return await CopyAsync(around, client, string.Join('&', filters.Query(parsed)), writer, cancellationToken);
                }
                catch (Exception exception) when (path is not null && exception is IOException or UnauthorizedAccessException)
                {
                    return await ExitCodes.FailAsync(around, new(RefusalKind.Unavailable, $"{path} cannot be written; check the folder and its room"));
                }
            });
    }

    private static async Task<int> CopyAsync(CliSurroundings around, ControlClient client, string query, TextWriter writer, CancellationToken cancellationToken)
    {
        var last = "";
        await using var lines = ExportReader.Open(client, query, cancellationToken);
        if (await lines.BeginAsync() is { } refusal)
        {
            return await ExitCodes.FailAsync(around, refusal);
        }

        while (await lines.NextAsync() is { } line)
        {
            last = line;
            await writer.WriteAsync(line + "\n");
        }

        await writer.FlushAsync(cancellationToken);
        return last == TrailLine.End
            ? ExitCodes.Done
            : await ExitCodes.FailAsync(around, new(RefusalKind.Unavailable, $"the export broke off: the control plane at {client.Url} stopped in the middle; try again"));
    }
}
