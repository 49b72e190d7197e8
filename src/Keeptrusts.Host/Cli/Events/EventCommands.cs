using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Cli.Events;

/// <summary><c>kt events …</c></summary>
internal static class EventCommands
{
    public static Command Build(CliSurroundings around) => new("events", "What happened to each call, and why.")
    {
        TailCommand.Build(around),
        Show(around),
        ExportCommand.Build(around),
        VerifyCommand.Build(around),
        KeepCommands.Checkpoints(around),
        KeepCommands.PublicKey(around),
    };

    private static ApiCommand Show(CliSurroundings around)
    {
        var reference = new Argument<string>("event") { Description = "Id of the event, or the `x-request-id` of the response" };
        return new ApiCommand("show", "Show the trace of one call.", around, reference).Asks(
            (client, parsed, cancellationToken) => client.GetAsync($"/v1/events/{Uri.EscapeDataString(parsed.GetValue(reference)!)}", cancellationToken),
            (answer, _, _) => TraceText.WriteAsync(around.Out, answer.Deserialize(ControlJson.Default.CallEvent)!));
    }
}
