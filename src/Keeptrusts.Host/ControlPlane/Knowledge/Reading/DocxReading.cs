using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>Word documents (.docx).</summary>
internal static class DocxReading
{
    private const string MainPart = "word/document.xml";

    /// <summary>Whether a package is a Word document, and not one of the other things that are ZIP files.</summary>
    /// <exception cref="DocumentRefusedException">It is a package that unpacks to more than any document.</exception>
    public static bool IsOne(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > DocumentLimits.MostParts)
            {
                throw new DocumentRefusedException($"The file has more than {DocumentLimits.MostParts} parts. Save it anew without attachments.");
            }

            Measure(zip);
            return zip.GetEntry("[Content_Types].xml") is not null && zip.GetEntry(MainPart) is not null;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public static void Read(byte[] bytes, PieceCollector pieces)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var document = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = DocumentLimits.MostUnpacked });
        if (document.MainDocumentPart is not { } main)
        {
            throw new DocumentRefusedException("The Word document has no text.");
        }

        // Read as it stands, part by part: the whole tree of a large document would fill memory.
        using var reader = OpenXmlReader.Create(main);
        var paragraph = new StringBuilder();
        string? heading = null;
        var isHeading = false;
        while (reader.Read())
        {
            pieces.Check();
            if (reader.ElementType == typeof(Paragraph))
            {
                if (reader.IsStartElement)
                {
                    isHeading = false;
                }

                if (reader.IsEndElement)
                {
                    heading = isHeading && paragraph.Length > 0 ? Short(paragraph.ToString()) : heading;
                    pieces.Add(heading, paragraph.ToString());
                    paragraph.Clear();
                }
            }
            else if (reader.ElementType == typeof(ParagraphStyleId) && reader.IsStartElement)
            {
                isHeading = reader.Attributes.Any(a => a.Value is { } style && (style.StartsWith("Heading", StringComparison.OrdinalIgnoreCase) || style.Equals("Title", StringComparison.OrdinalIgnoreCase)));
            }
            else if (reader.ElementType == typeof(Text) && reader.IsStartElement)
            {
                paragraph.Append(reader.GetText());
            }
            else if ((reader.ElementType == typeof(TabChar) || reader.ElementType == typeof(TableCell)) && reader.IsStartElement)
            {
                paragraph.Append(' ');
            }
            else if (reader.ElementType == typeof(Break) && reader.IsStartElement)
            {
                paragraph.Append('\n');
            }
        }
    }

    // What the package says of its sizes proves nothing, so it is unpacked once into nowhere.
    private static void Measure(ZipArchive zip)
    {
        var buffer = new byte[64 * 1024];
        long unpacked = 0;
        foreach (var entry in zip.Entries)
        {
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                unpacked += read;
                if (unpacked > DocumentLimits.MostUnpacked)
                {
                    throw new DocumentRefusedException($"The file unpacks to more than {DocumentLimits.MostUnpacked / 1024 / 1024} MB. Save it anew without pictures, or upload it in parts.");
                }
            }
        }
    }

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text;
}
