using System.CommandLine;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Output;
using Endpoint = Keeptrusts.Host.Cli.Connection.Endpoint;

namespace Keeptrusts.Host.Cli.Doctor;

/// <summary><c>kt doctor</c>: everything that goes wrong in the first hour, each with what to do. Exit code 0: nothing fails; 1: something does.</summary>
internal static class DoctorCommand
{
    public static Command Build(CliSurroundings around)
    {
        var model = new Option<string?>("--model") { Description = "A model that is going to be used" };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var url = new Option<string?>("--api-url") { Description = "Address of the control plane [env: KEEPTRUSTS_API_URL]", HelpName = "URL" };
        var token = new Option<string?>("--api-token") { Description = "Control token [env: KEEPTRUSTS_API_TOKEN]", HelpName = "TOKEN" };
        var command = new Command("doctor", "Check what goes wrong for newcomers, and say what to do.") { model, json, url, token };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var endpoint = Endpoint.Find(around, parsed.GetValue(url), parsed.GetValue(token));
            using var control = new ControlClient(endpoint);
            using var patient = new Patient(around, endpoint, control, parsed.GetValue(model));
            Finding[] findings =
            [
                .. await ControlChecks.RunAsync(patient, cancellationToken),
                .. await GatewayChecks.RunAsync(patient, cancellationToken),
                .. await SdkChecks.RunAsync(patient, cancellationToken),
                .. await PolicyChecks.RunAsync(patient, cancellationToken),
                .. MachineChecks.Run(patient),
            ];
            var diagnosis = new Diagnosis(findings.All(f => f.Status != Finding.Wrong), findings);
            await (parsed.GetValue(json) ? JsonOutput.WriteAsync(around.Out, JsonSerializer.SerializeToElement(diagnosis, CliJson.Default.Diagnosis)) : WriteAsync(around, diagnosis));
            return diagnosis.Healthy ? ExitCodes.Done : ExitCodes.SaidNo;
        });
        return command;
    }

    private static async Task WriteAsync(CliSurroundings around, Diagnosis diagnosis)
    {
        var colours = around.IsTerminal && around.Variable("NO_COLOR") is null;
        foreach (var finding in diagnosis.Findings)
        {
            var colour = finding.Status switch { Finding.Fine => "\e[32m", Finding.Doubtful => "\e[33m", _ => "\e[31m" };
            var status = colours ? $"{colour}{finding.Status,-4}\e[0m" : $"{finding.Status,-4}";
            await around.Out.WriteLineAsync($"{status}  {finding.Check,-14} {finding.Message}");
            if (finding.Advice is { } advice)
            {
                await around.Out.WriteLineAsync($"{"",21}→ {advice}");
            }
        }
    }
}
