using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>PDF, page by page. Pictures of text are not read.</summary>
internal static class PdfReading
{
    private static readonly ContentOrderTextExtractor.Options Options = new() { SeparateParagraphsWithDoubleNewline = true };

    public static void Read(byte[] bytes, PieceCollector pieces)
    {
        var filters = new BoundedFilters(DocumentLimits.MostUnpacked);
        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters });
            if (document.NumberOfPages > DocumentLimits.MostPages)
            {
                throw new DocumentRefusedException($"The PDF has {document.NumberOfPages} pages; {DocumentLimits.MostPages} is the most. Upload it in parts.");
            }

            for (var number = 1; number <= document.NumberOfPages; number++)
            {
                pieces.Check();
                var page = document.GetPage(number);
                foreach (var paragraph in ContentOrderTextExtractor.GetText(page, Options).ReplaceLineEndings("\n").Split("\n\n"))
                {
                    pieces.Add($"page {number}", paragraph);
                }
            }
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new DocumentRefusedException("The PDF is protected by a password. Save it without one.");
        }
        catch (Exception exception) when (exception is not DocumentRefusedException && filters.Exceeded)
        {
            // However the parser took it: below it is said.
        }

        if (filters.Exceeded)
        {
            throw new DocumentRefusedException($"The PDF unpacks to more than {DocumentLimits.MostUnpacked / 1024 / 1024} MB. Save it anew in a smaller size.");
        }
    }
}
