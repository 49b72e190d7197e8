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
    private readonly EventFilterOptions _filters = new();
    private readonly Option<int> _limit = new("--limit", "-n") { Description = "How many past events to begin with", DefaultValueFactory = _ => DefaultPast };
    private readonly Option<bool> _noFollow = new("--no-follow") { Description = "End after the past events" };

    private TailCommand(CliSurroundings around) => _around = around;

    public static ApiCommand Build(CliSurroundings around)
    {
        var tail = new TailCommand(around);
        var command = new ApiCommand("tail", "Show the last events, then follow.", around, [.. tail._filters.All, tail._limit, tail._noFollow]);
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

    private string Query(ParseResult parsed) =>
        "?" + string.Join('&', _filters.Query(parsed).Append($"limit={parsed.GetValue(_limit).ToString(CultureInfo.InvariantCulture)}"));
}
