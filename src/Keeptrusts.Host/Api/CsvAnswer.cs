using System.Globalization;
using System.Text;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>Lists as comma-separated values: asked for by <c>format=csv</c>, or by <c>Accept: text/csv</c>. Whole lists, not pages, unless <c>limit</c> says otherwise.</summary>
internal static class CsvAnswer
{
    public const string Type = "text/csv";

    public static readonly (string Name, string Meaning) Parameter = ("format", "`json` or `csv`; the header `Accept: text/csv` asks for csv, too. Without `limit`, csv is the whole list.");

    /// <summary>Which of both is wanted.</summary>
    /// <returns>What is wrong with the wish.</returns>
    public static Refusal? Wanted(HttpRequest request, out bool csv)
    {
        var format = request.Query.Text("format");
        csv = format is null
            ? request.GetTypedHeaders().Accept is { Count: > 0 } accepted && accepted.OrderByDescending(a => a.Quality ?? 1).First().MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase)
            : format == "csv";
        return format is null or "csv" or "json" ? null : new(RefusalKind.Invalid, $"format: `{format}` is neither json nor csv");
    }

    /// <summary>Writes the lines as they come.</summary>
    /// <param name="context">Where to.</param>
    /// <param name="name">What the file is called, with the day behind it.</param>
    /// <param name="now">The time.</param>
    /// <param name="columns">The first line.</param>
    /// <param name="rows">The others, one cell for each column.</param>
    public static async Task SendAsync(HttpContext context, string name, DateTimeOffset now, IEnumerable<string> columns, IAsyncEnumerable<string?[]> rows)
    {
        context.Response.ContentType = $"{Type}; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"keeptrusts-{name}-{now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.csv\"";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(CsvText.Line(columns));
        await foreach (var row in rows.WithCancellation(context.RequestAborted))
        {
            await writer.WriteLineAsync(CsvText.Line(row).AsMemory(), context.RequestAborted);
        }
    }
}
