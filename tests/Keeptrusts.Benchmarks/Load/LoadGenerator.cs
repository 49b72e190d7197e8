using System.Diagnostics;
using System.Text;
using Keeptrusts.Benchmarks.Comparison;

namespace Keeptrusts.Benchmarks.Load;

/// <summary>A closed loop: each connection sends its next request when it has the answer to the last.</summary>
internal static class LoadGenerator
{
    /// <summary>Runs for a while and returns every exchange's times.</summary>
    public static async Task<Sample> RunAsync(Candidate candidate, bool stream, int connections, TimeSpan duration)
    {
        var request = Request(candidate, stream);
        var all = Enumerable.Range(0, connections).Select(_ => new RawConnection(request)).ToArray();
        try
        {
            foreach (var connection in all)
            {
                await connection.ConnectAsync(candidate.Port);
                await connection.CallAsync();
            }

            using var process = Process.GetProcessById(candidate.ProcessId);
            var spent = process.TotalProcessorTime;
            var since = Stopwatch.GetTimestamp();
            var until = since + (long)(duration.TotalSeconds * Stopwatch.Frequency);
            var times = await Task.WhenAll(all.Select(c => Task.Run(() => LoopAsync(c, until))));
            var took = Stopwatch.GetElapsedTime(since);
            process.Refresh();
            return new Sample(times.SelectMany(t => t), took, process.TotalProcessorTime - spent);
        }
        finally
        {
            Array.ForEach(all, c => c.Dispose());
        }
    }

    private static async Task<List<(long, long)>> LoopAsync(RawConnection connection, long until)
    {
        var times = new List<(long, long)>(16 * 1024);
        while (Stopwatch.GetTimestamp() < until)
        {
            times.Add(await connection.CallAsync());
        }

        return times;
    }

    private static byte[] Request(Candidate candidate, bool stream)
    {
        var body = $$"""{"model":"gpt-4o",{{(stream ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":"{{Candidate.Prompt}}"}]}""";
        return Encoding.UTF8.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:{candidate.Port}\r\nAuthorization: Bearer {candidate.Key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
