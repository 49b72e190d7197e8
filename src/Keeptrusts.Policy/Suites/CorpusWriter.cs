using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>Writes the line out (policy.md §8 of the design fixes its form).</summary>
internal static class CorpusWriter
{
    // The line goes to a file, not into HTML: texts stay readable.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(CorpusCase read, CorpusRun run, HeldMeter held)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WritePropertyName("id");
        WriteNode(json, read.Id);
        json.WriteString("verdict", VerdictNames.Of(run.Outcome.Verdict));
        json.WriteString("reason_code", run.Outcome.ReasonCode);
        json.WritePropertyName("output");
        WriteOutput(json, read, run);
        json.WriteStartArray("policies");
        foreach (var policy in run.Outcome.Policies)
        {
            WritePolicy(json, policy, read);
        }

        json.WriteEndArray();
        json.WriteStartObject("held");
        json.WriteNumber("mean", held.Mean);
        json.WriteNumber("max", held.Max);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteOutput(Utf8JsonWriter json, CorpusCase read, CorpusRun run)
    {
        if (!run.Delivers)
        {
            json.WriteNullValue();
        }
        else if (read.Messages is not null)
        {
            read.Messages.WriteTo(json);
        }
        else
        {
            json.WriteStringValue(run.Text);
        }
    }

    private static void WritePolicy(Utf8JsonWriter json, PolicyResult policy, CorpusCase read)
    {
        json.WriteStartObject();
        json.WriteString("name", policy.Name);
        json.WriteString("kind", policy.Kind);
        json.WriteString("verdict", VerdictNames.Of(policy.Verdict));
        json.WriteString("reason_code", policy.ReasonCode);
        if (policy.Shadow)
        {
            json.WriteBoolean("shadow", true);
        }

        if (policy.Skipped)
        {
            json.WriteBoolean("skipped", true);
        }

        if (policy.Error is not null)
        {
            json.WriteString("error", policy.Error);
        }

        json.WriteStartArray("findings");
        foreach (var finding in policy.Findings)
        {
            WriteFinding(json, Locate(finding, read));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("type", finding.Type);
        json.WriteNumber("start", finding.Start);
        json.WriteNumber("end", finding.End);
        json.WriteNumber("score", finding.Score);
        if (finding.At is not null)
        {
            json.WriteString("at", finding.At);
        }

        json.WriteEndObject();
    }

    /// <summary>A finding in adjacent parts is told from the part in which it starts; its end may lie beyond that part's.</summary>
    private static Finding Locate(Finding finding, CorpusCase read)
    {
        var channel = finding.At is null ? null : read.Channels.FirstOrDefault(c => c.Slots.Count > 1 && c.Slots[0].At == finding.At);
        var before = 0;
        foreach (var slot in channel?.Slots ?? [])
        {
            if (finding.Start < before + slot.Text.Length)
            {
                return finding with { At = slot.At, Start = finding.Start - before, End = finding.End - before };
            }

            before += slot.Text.Length;
        }

        return finding;
    }

    private static void WriteNode(Utf8JsonWriter json, System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is null)
        {
            json.WriteNullValue();
        }
        else
        {
            node.WriteTo(json);
        }
    }
}
