using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Benchmarks.Roles;

/// <summary>A provider that costs next to nothing: fixed bytes, so that what is measured is what stands before it.</summary>
internal static class FastUpstream
{
    /// <summary>The answer: 128 characters, of which an e-mail address is to be redacted.</summary>
    public const string Answer = "The capital of Peru is Lima; for the visa, write to the office at visa.lima@contoso.com or go there on any weekday before noon...";

    /// <summary>Pieces of the streamed answer.</summary>
    public const int Events = 16;

    /// <summary>Pieces of a paced answer.</summary>
    public const int PacedEvents = 64;

    /// <summary>A paced answer, in pieces about as long as tokens.</summary>
    private const string PacedAnswer = Answer + " " + Answer;

    /// <summary>Events of a paced answer, its end mark aside.</summary>
    public static int PacedEventCount { get; } = StreamEvents(PacedAnswer, PacedEvents).Count() - 1;

    /// <summary>Before the time, in ticks of the machine's monotonic clock, at which a paced event was sent; its id, which everybody passes on as it is.</summary>
    public const string PacedId = "\"id\":\"chatcmpl-";

    private const string Pace = "\"seed\":";

    private const string Head = """{"id":"chatcmpl-1","model":"gpt-4o","object":"chat.completion.chunk","created":1750000000""";

    private static readonly byte[] Whole = Encoding.UTF8.GetBytes(
        $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1750000000,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Answer}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":30,"total_tokens":60}}""");

    private static readonly byte[][] Stream = [.. StreamEvents(Answer, Events).Select(e => Encoding.UTF8.GetBytes($"data: {e}\n\n"))];

    public static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port));
        await using var app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Console.WriteLine("ready: upstream");
        await app.WaitForShutdownAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var streams = false;
        TimeSpan? pace = null;
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            streams |= read.Buffer.FirstSpan.IndexOf("\"stream\":true"u8) >= 0;
            pace ??= PaceOf(read.Buffer.FirstSpan);
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        if (!streams)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Whole.Length;
            await context.Response.BodyWriter.WriteAsync(Whole);
            return;
        }

        context.Response.ContentType = "text/event-stream";
        if (pace is { } between)
        {
            await StreamPacedAsync(context, between);
            return;
        }

        foreach (var next in Stream)
        {
            await context.Response.BodyWriter.WriteAsync(next);
        }
    }

    /// <summary>The pace that a request asks for, in ms; a field that providers know and gateways pass on says it.</summary>
    private static TimeSpan? PaceOf(ReadOnlySpan<byte> body)
    {
        var at = body.IndexOf(Encoding.ASCII.GetBytes(Pace));
        return at >= 0 && Utf8Parser.TryParse(body[(at + Pace.Length)..], out int milliseconds, out _) ? TimeSpan.FromMilliseconds(milliseconds) : null;
    }

    // The events of the other stream, in smaller pieces, each with the time at which it leaves.
    private static async Task StreamPacedAsync(HttpContext context, TimeSpan between)
    {
        using var timer = new PeriodicTimer(between);
        foreach (var next in StreamEvents(PacedAnswer, PacedEvents))
        {
            var stamped = next.Replace("\"id\":\"chatcmpl-1\"", $"{PacedId}{Stopwatch.GetTimestamp()}\"", StringComparison.Ordinal);
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes($"data: {stamped}\n\n"));
            if (next[0] == '{')
            {
                await timer.WaitForNextTickAsync(context.RequestAborted);
            }
        }
    }

    private static IEnumerable<string> StreamEvents(string answer, int pieces)
    {
        yield return Head + ""","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}""";
        foreach (var piece in answer.Chunk(answer.Length / pieces))
        {
            yield return Head + $$$""","choices":[{"index":0,"delta":{"content":"{{{new string(piece)}}}"},"finish_reason":null}]}""";
        }

        yield return Head + ""","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
        yield return Head + ""","choices":[],"usage":{"prompt_tokens":30,"completion_tokens":30,"total_tokens":60}}""";
        yield return "[DONE]";
    }
}
