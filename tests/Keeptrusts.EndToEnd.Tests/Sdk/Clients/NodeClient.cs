using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>A program of the folder <c>node/clients</c>, started once for all calls of its suites: a line for each call, a line for each outcome. It ends with its standard input.</summary>
public abstract class NodeClient(string program) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, (ClientCall Call, TaskCompletionSource<JsonNode> Outcome)> _running = new();
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private int _calls;

    /// <summary>Has the program make a call; cancellation reaches the call, whose outcome is then an error.</summary>
    internal async Task<ClientOutcome> RunAsync(ClientCall call, CancellationToken cancellationToken)
    {
        var process = _process ??= Start();
        var id = ++_calls;
        var outcome = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[id] = (call, outcome);
        var line = new JsonObject
        {
            ["id"] = id,
            ["what"] = call.What,
            ["api"] = call.Api,
            ["prompt"] = call.Prompt,
            ["model"] = call.Model,
            ["note"] = call.Note,
            ["baseUrl"] = call.BaseUrl.ToString(),
            ["key"] = call.Key,
        };
        await process.StandardInput.WriteLineAsync(line.ToJsonString());
        await using (cancellationToken.Register(() => process.StandardInput.WriteLine($$"""{"cancel":{{id}}}""")))
        {
            return Read(call, await outcome.Task.WaitAsync(TimeSpan.FromMinutes(2), CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _reading;
            _process.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private static ClientOutcome Read(ClientCall call, JsonNode seen) => new(call)
    {
        Text = (string?)seen["text"],
        Finish = (string?)seen["finish"],
        Tokens = (long?)seen["tokens"],
        Completed = (bool?)seen["completed"] == true,
        Argument = (string?)seen["arguments"]?["city"],
        Object = seen["object"] is { } made ? new((string)made["city"]!, (double)made["celsius"]!) : null,
        Vector = seen["vector"]?.AsArray().Select(v => (float)v!).ToArray(),
        Fault = Fault(seen["error"]),
        Attempts = (int)seen["attempts"]!,
    };

    // Some clients wrap the error of their last attempt; a user looks into it.
    private static ClientFault? Fault(JsonNode? error) => error is null ? null
        : error["status"] is null && error["inner"]?["status"] is not null ? Fault(error["inner"])
        : new((string)error["class"]!, (int?)error["status"], error.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    private Process Start()
    {
        NodePrograms.SkipWithout("@ai-sdk");
        var start = new ProcessStartInfo("node", [$"clients/{program}.mjs"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = NodePrograms.Folder,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("OPENAI_", StringComparison.Ordinal) || n.StartsWith("LANGCHAIN_", StringComparison.Ordinal) || n == "NODE_OPTIONS").ToList())
        {
            start.Environment.Remove(name);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        _reading = ReadAsync(process.StandardOutput);
        return process;
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            var seen = JsonNode.Parse(line)!;
            if (seen["began"] is { } began)
            {
                _running[(int)began].Call.Began.TrySetResult();
            }
            else if (_running.TryRemove((int)seen["id"]!, out var call))
            {
                call.Outcome.SetResult(seen);
            }
        }

        foreach (var (_, outcome) in _running.Values)
        {
            outcome.TrySetException(new InvalidOperationException($"The program {program}.mjs ended."));
        }
    }
}
