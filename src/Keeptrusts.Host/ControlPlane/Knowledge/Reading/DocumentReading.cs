using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>A file as text. What a file is, its content says; the name has to agree.</summary>
internal static class DocumentReading
{
    /// <summary>What is taken, by the ends of names.</summary>
    public const string Accepted = ".txt,.md,.markdown,.html,.htm,.pdf,.docx";

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Format and paragraphs, or why it is not taken.</returns>
    public static Outcome<DocumentText> Read(string name, byte[] bytes, TimeProvider time)
    {
        if (bytes.Length == 0)
        {
            return Refuse("The file is empty.");
        }

        if (bytes.Length > DocumentLimits.MostBytes)
        {
            return Refuse($"The file has more than {DocumentLimits.MostBytes / 1024 / 1024} MB. Upload it in parts.");
        }

        var pieces = new PieceCollector(time);
        try
        {
            var format = Read(name, bytes, pieces);
            return pieces.Pieces.Count > 0
                ? new DocumentText(format, pieces.Pieces, pieces.Characters)
                : Refuse(format == "pdf" ? "The PDF has no text, only pictures perhaps. Run a text recognition over it first." : "The document has no text.");
        }
        catch (DocumentRefusedException refused)
        {
            return Refuse(refused.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Parsers say in many ways that a file is broken, and some of their messages quote it.
            return Refuse("The file is broken and cannot be read. Open it in its own program, save it anew, and upload that.");
        }
    }

    private static string Read(string name, byte[] bytes, PieceCollector pieces)
    {
        var end = Path.GetExtension(name).ToLowerInvariant();
        if (end is not (".txt" or ".md" or ".markdown" or ".html" or ".htm" or ".pdf" or ".docx"))
        {
            throw new DocumentRefusedException("Of this kind, no file is taken. Upload text (.txt), Markdown (.md), HTML (.html), PDF (.pdf) or Word (.docx).");
        }

        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) >= 0)
        {
            Agree(end is ".pdf", "a PDF");
            PdfReading.Read(bytes, pieces);
            return "pdf";
        }

        if (bytes.AsSpan().StartsWith("PK\u0003\u0004"u8))
        {
            Agree(end is ".docx" && DocxReading.IsOne(bytes), "a ZIP file and no Word document");
            DocxReading.Read(bytes, pieces);
            return "docx";
        }

        if (bytes is [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            throw new DocumentRefusedException("The file is of an old version of Office, or protected by a password. Save it as .docx without a password.");
        }

        Agree(end is not (".pdf" or ".docx"), $"no {end[1..].ToUpperInvariant()}");
        var text = TextReading.Decode(bytes);
        var start = text.AsSpan().TrimStart();
        if (end is ".html" or ".htm" || start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            HtmlReading.Read(text, pieces);
            return "html";
        }

        if (end is ".md" or ".markdown")
        {
            TextReading.Markdown(text, pieces);
            return "md";
        }

        TextReading.Plain(text, pieces);
        return "txt";
    }

    private static void Agree(bool agrees, string what)
    {
        if (!agrees)
        {
            throw new DocumentRefusedException($"The name of the file says one thing, its content another: it is {what}. Upload it under its own name.");
        }
    }

    private static Refusal Refuse(string message) => new(RefusalKind.Invalid, message);
}
