using System.CommandLine;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Events;

/// <summary><c>kt events tail</c>: the last few events, then every new one; with <c>--json</c> one object a line.</summary>
internal sealed class TailCommand
{
    private const int DefaultPast = 10;

    private readonly CliSurroundings _around;
    private readonly Option<string?>[] _filters =
    [
        new("--key") { Description = "Only calls of this key (id or name)" },
        new("--team") { Description = "Only calls of this team" },
        new("--model") { Description = "Only calls to this model" },
        new("--verdict") { Description = "Only calls with this verdict: allow, warn, redact, escalate or block" },
        new("--policy") { Description = "Only calls in which this policy fired" },
        new("--since") { Description = "Only calls since a time (2026-03-31T12:00:00Z) or a span ago (30m, 12h, 7d)" },
    ];

    private readonly Option<int> _limit = new("--limit", "-n") { Description = "How many past events to begin with", DefaultValueFactory = _ => DefaultPast };
    private readonly Option<bool> _noFollow = new("--no-follow") { Description = "End after the past events" };

    private TailCommand(CliSurroundings around) => _around = around;

    public static ApiCommand Build(CliSurroundings around)
    {
        var tail = new TailCommand(around);
        var command = new ApiCommand("tail", "Show the last events, then follow.", around, [.. tail._filters, tail._limit, tail._noFollow]);
        return command.Runs((client, parsed, cancellationToken) => parsed.GetValue(tail._noFollow)
            ? tail.ListAsync(client, parsed, command.WantsJson(parsed), cancellationToken)
            : tail.FollowAsync(client, parsed, command.WantsJson(parsed), cancellationToken));
    }

    private async Task<int> ListAsync(ControlClient client, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        if ((await client.GetAsync($"/v1/events{Query(parsed)}", cancellationToken)).Refused(out var refusal, out var page))
        {
            return await ExitCodes.FailAsync(_around, refusal);
        }

        using (page)
        {
            foreach (var item in page.RootElement.GetProperty("data").EnumerateArray().Reverse())
            {
                await WriteAsync(item.GetRawText(), json);
            }
        }

        return ExitCodes.Done;
    }

    private async Task<int> FollowAsync(ControlClient client, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        if ((await client.SendAsync(HttpMethod.Get, $"/v1/events/tail{Query(parsed)}", null, cancellationToken)).Refused(out var refusal, out var response))
        {
            return await ExitCodes.FailAsync(_around, refusal);
        }

        using (response)
        {
            try
            {
                await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
                {
                    await WriteAsync(item.Data, json);
                }
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                // Said below: a tail that ends by itself has lost its host.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCodes.Done;
            }
        }

        return await ExitCodes.FailAsync(_around, new(RefusalKind.Unavailable, $"the control plane at {client.Url} has stopped; start it again with `kt up`"));
    }

    private async Task WriteAsync(string json, bool raw)
    {
        var line = raw ? json : EventText.Line(JsonSerializer.Deserialize(json, ControlJson.Default.CallEvent)!, _around.IsTerminal);
        await _around.Out.WriteLineAsync(line);
        await _around.Out.FlushAsync(CancellationToken.None);
    }

    private string Query(ParseResult parsed)
    {
        var parts = _filters
            .Select(option => (Name: option.Name[2..], Value: parsed.GetValue(option)))
            .Where(x => x.Value is not null)
            .Select(x => $"{x.Name}={Uri.EscapeDataString(x.Value!)}")
            .Append($"limit={parsed.GetValue(_limit).ToString(CultureInfo.InvariantCulture)}");
        return "?" + string.Join('&', parts);
    }
}
