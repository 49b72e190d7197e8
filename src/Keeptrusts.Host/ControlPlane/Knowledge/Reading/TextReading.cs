using System.Text;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>Plain text and Markdown.</summary>
internal static class TextReading
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes a file that has to be text: UTF-8, or UTF-16 with its mark.</summary>
    /// <exception cref="DocumentRefusedException">It is none.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > DocumentLimits.MostTextBytes)
        {
            throw new DocumentRefusedException($"A text may have {DocumentLimits.MostTextBytes / 1024 / 1024} MB. Upload it in parts.");
        }

        try
        {
            var text = bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Utf8.GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
                [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
                _ => Utf8.GetString(bytes),
            };
            if (!text.AsSpan().ContainsAnyInRange('\0', '\b') && !text.AsSpan().ContainsAnyInRange('\u000e', '\u001a'))
            {
                return text.ReplaceLineEndings("\n");
            }
        }
        catch (DecoderFallbackException)
        {
            // Said below.
        }

        throw new DocumentRefusedException("The file is no text: save it as UTF-8, or upload a PDF or a Word document (.docx).");
    }

    public static void Plain(string text, PieceCollector pieces)
    {
        foreach (var paragraph in text.Split("\n\n"))
        {
            pieces.Add(null, paragraph);
        }
    }

    /// <summary>Markdown stays as it is written; a paragraph's place is the heading above it.</summary>
    public static void Markdown(string text, PieceCollector pieces)
    {
        string? heading = null;
        foreach (var paragraph in text.Split("\n\n"))
        {
            var lines = paragraph.TrimStart('\n');
            if (lines.StartsWith('#'))
            {
                var line = lines.Split('\n', 2)[0].Trim('#', ' ', '\t');
                heading = line.Length is 0 ? heading : line.Length > 80 ? line[..79] + "…" : line;
            }

            pieces.Add(heading, paragraph);
        }
    }
}
