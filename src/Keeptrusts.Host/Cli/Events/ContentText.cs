using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>What was said in a call, below its trace: each line begins with a bar, so that no text passes for a line of the trace.</summary>
internal static class ContentText
{
    public static async Task WriteAsync(TextWriter output, ContentTrace content)
    {
        await output.WriteLineAsync($"content ({content.Mode}{(content.Truncated ? ", not all of it is kept" : "")})");
        await WriteAsync(output, "request", content.Request);
        await WriteAsync(output, "response", content.Response);
    }

    private static async Task WriteAsync(TextWriter output, string side, IReadOnlyList<TextTrace> texts)
    {
        foreach (var text in texts)
        {
            await output.WriteLineAsync($"  {side} {Printable(text.At)}{(text is { Text: null, Original: null, Hmac: null } ? "  (not judged, so not kept)" : "")}");
            foreach (var (label, value) in new[] { ("", text.Text), ("original", text.Original), ("hmac", text.Hmac) })
            {
                foreach (var line in value?.Split('\n') ?? [])
                {
                    await output.WriteLineAsync($"    {label}| {Printable(line)}");
                }
            }
        }
    }

    // A text is somebody else's: control characters could write over the trace.
    private static string Printable(string line)
    {
        var shown = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            shown = char.IsControl(c) && c != '\t' || char.GetUnicodeCategory(c) == UnicodeCategory.Format
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : shown.Append(c);
        }

        return shown.ToString();
    }
}
