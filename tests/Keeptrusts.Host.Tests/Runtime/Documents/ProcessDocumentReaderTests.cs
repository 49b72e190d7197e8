using System.Text;
using Keeptrusts.Host.Runtime.Documents;
using Keeptrusts.Host.Tests.ControlPlane.Knowledge;

namespace Keeptrusts.Host.Tests.Runtime.Documents;

/// <summary>Files that would end, fill or hold up a process do so to one that reads them and nothing else.</summary>
public sealed class ProcessDocumentReaderTests
{
    private readonly ProcessDocumentReader _reader = new(TimeProvider.System);

    [Fact]
    public async Task Read_OrdinaryFile_ComesBackWhole()
    {
        Assert.False((await _reader.ReadAsync("terms.md", "# Refunds\n\nWithin **thirty** days.\n\n# Ünï\n\n\ud83d\ude00"u8.ToArray(), CancellationToken.None)).Refused(out var refusal, out var text), refusal?.Message);
        Assert.Equal("md", text!.Format);
        Assert.Equal([("Refunds", "# Refunds"), ("Refunds", "Within **thirty** days."), ("Ünï", "# Ünï"), ("Ünï", "😀")], text.Pieces.Select(p => (p.Place!, p.Text)));
        Assert.Equal(text.Pieces.Sum(p => p.Text.Length), text.Characters);
    }

    [Fact]
    public async Task Read_FileThatIsNotTaken_SaysWhy()
    {
        Assert.True((await _reader.ReadAsync("a.txt", "%PDF-1.7"u8.ToArray(), CancellationToken.None)).Refused(out var refusal, out _));
        Assert.Contains("it is a PDF", refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arrays.pdf")]
    [InlineData("content-arrays.pdf")]
    [InlineData("page-tree.pdf")]
    [InlineData("references.pdf")]
    [InlineData("operators.pdf")]
    [InlineData("nested.docx")]
    public async Task Read_HostileFile_IsRefusedByAHostThatGoesOn(string name)
    {
        Assert.True((await _reader.ReadAsync(name, Hostile(name), CancellationToken.None)).Refused(out var refusal, out _));
        Assert.Matches("broken|too much|too long|no text|unpacks", refusal!.Message);
    }

    [Fact]
    public async Task Read_ParserThatNeverComesBack_IsEnded()
    {
        var reader = new ProcessDocumentReader(TimeProvider.System, TimeSpan.FromSeconds(3));
        Assert.True((await reader.ReadAsync("nested.html", Hostile("nested.html"), CancellationToken.None)).Refused(out var refusal, out _));
        Assert.Contains("too long", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Environs_OfAHostWithKeys_HoldNone()
    {
        var passed = ReadingProcess.Environs([new("PATH", "/bin"), new("OPENAI_API_KEY", "sk-1"), new("KEEPTRUSTS_MASTER_KEY", "k"), new("DOTNET_STARTUP_HOOKS", "x.dll"), new("DOTNET_ROOT", "/dotnet")]).ToDictionary();
        Assert.Equal(["DOTNET_DbgEnableMiniDump", "DOTNET_EnableDiagnostics", "DOTNET_GCHeapHardLimit", "DOTNET_ROOT", "DOTNET_gcConcurrent", "DOTNET_gcServer", "PATH"], passed.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 7 })]
    [InlineData(new byte[] { 1, 3, 112, 100, 102, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 1, 3, 112, 100, 102, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 200 })]
    public void Wire_AnswerThatMakesNoSense_IsNone(byte[] answer) => Assert.Null(DocumentWire.Read(answer));

    private static byte[] Hostile(string name) => name switch
    {
        // Parsers of nested things call themselves: their stack ends before the file does.
        "arrays.pdf" => SampleFiles.RawPdf("<< /Type /Catalog /Pages 2 0 R >>"u8.ToArray(), Many("[", 4_000_000)),
        "content-arrays.pdf" => SampleFiles.PdfOf(Many("[", 20_000_000)),
        "nested.docx" => SampleFiles.Zip(
            ("[Content_Types].xml", DocumentReadingTests.Types),
            ("_rels/.rels", DocumentReadingTests.Relations),
            ("word/document.xml", Encoding.UTF8.GetBytes($"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{string.Concat(Enumerable.Repeat("<w:sdt><w:sdtContent>", 100_000))}"))),
        "nested.html" => Encoding.UTF8.GetBytes($"<html><body>{string.Concat(Enumerable.Repeat("<div>", 200_000))}deep</body></html>"),
        // Pages that contain one another, and references that lead back.
        "page-tree.pdf" => SampleFiles.RawPdf("<< /Type /Catalog /Pages 2 0 R >>"u8.ToArray(), "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>"u8.ToArray()),
        "references.pdf" => SampleFiles.RawPdf("<< /Type /Catalog /Pages 2 0 R >>"u8.ToArray(), "3 0 R"u8.ToArray(), "2 0 R"u8.ToArray()),
        // A page of more operators than memory holds.
        _ => SampleFiles.PdfOf(Many("q ", 48_000_000)),
    };

    private static byte[] Many(string text, int times)
    {
        var one = Encoding.ASCII.GetBytes(text);
        var many = new byte[one.Length * times];
        for (var i = 0; i < many.Length; i += one.Length)
        {
            one.CopyTo(many, i);
        }

        return many;
    }
}
