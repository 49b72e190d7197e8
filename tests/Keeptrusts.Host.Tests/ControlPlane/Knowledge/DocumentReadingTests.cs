using System.Text;
using Keeptrusts.Host.ControlPlane.Knowledge;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;

namespace Keeptrusts.Host.Tests.ControlPlane.Knowledge;

public sealed class DocumentReadingTests
{
    [Fact]
    public void Read_Pdf_GivesParagraphsByPage()
    {
        var text = Read("terms.pdf", SampleFiles.Pdf("Refunds are paid within thirty days.", "Parcels leave on Fridays."));
        Assert.Equal("pdf", text.Format);
        Assert.Equal([("page 1", "Refunds are paid within thirty days."), ("page 2", "Parcels leave on Fridays.")], text.Pieces.Select(p => (p.Place!, p.Text)));
    }

    [Fact]
    public void Read_Docx_GivesParagraphsUnderTheirHeadings()
    {
        var text = Read("terms.docx", SampleFiles.Docx(("Heading1", "Refunds"), (null, "Within thirty days."), ("Heading2", "Parcels"), (null, "On Fridays.")));
        Assert.Equal("docx", text.Format);
        Assert.Equal([("Refunds", "Refunds"), ("Refunds", "Within thirty days."), ("Parcels", "Parcels"), ("Parcels", "On Fridays.")], text.Pieces.Select(p => (p.Place!, p.Text)));
    }

    [Fact]
    public void Read_Html_GivesWhatAReaderSees()
    {
        const string Page =
            """
            <!doctype html><html><head><title>t</title><style>p { color: red }</style></head><body><nav>menu</nav><h2>Refunds</h2>
            <p>Within <b>thirty</b> days.<script>alert(1)</script></p><div hidden>unseen</div><ul><li>one</li><li>two &amp; three</li></ul></body></html>
            """;
        var text = Read("terms.html", Encoding.UTF8.GetBytes(Page));
        Assert.Equal("html", text.Format);
        Assert.Equal([("Refunds", "Refunds"), ("Refunds", "Within thirty days."), ("Refunds", "one"), ("Refunds", "two & three")], text.Pieces.Select(p => (p.Place!, p.Text)));
    }

    [Theory]
    [InlineData("notes.md", "# Refunds\n\nWithin **thirty** days.", "md", "Refunds")]
    [InlineData("notes.txt", "# Refunds\n\nWithin **thirty** days.", "txt", null)]
    public void Read_Text_StaysAsItIsWritten(string name, string content, string format, string? place)
    {
        var text = Read(name, Encoding.UTF8.GetBytes(content));
        Assert.Equal((format, place, "Within **thirty** days."), (text.Format, text.Pieces[^1].Place, text.Pieces[^1].Text));
        var wide = Read(name, [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(content)]);
        Assert.Equal(text.Pieces, wide.Pieces);
    }

    [Theory]
    [InlineData("a.exe", "text", "Of this kind")]
    [InlineData("noend", "text", "Of this kind")]
    [InlineData("a.pdf", "text", "it is no PDF")]
    [InlineData("a.docx", "text", "it is no DOCX")]
    [InlineData("a.txt", "%PDF-1.7", "it is a PDF")]
    [InlineData("a.html", "PK\u0003\u0004 rest", "ZIP")]
    [InlineData("a.txt", "\0binary", "no text")]
    [InlineData("a.txt", "", "empty")]
    [InlineData("a.txt", " \n\n ", "no text")]
    [InlineData("a.pdf", "%PDF-1.7 broken", "broken")]
    public void Read_WhatItsNameDoesNotSay_IsRefused(string name, string content, string reason) =>
        Assert.Contains(reason, Refusal(name, Encoding.Latin1.GetBytes(content)), StringComparison.Ordinal);

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreRefused() => Assert.Contains("no text", Refusal("a.txt", [0x41, 0xC3, 0x28]), StringComparison.Ordinal);

    [Fact]
    public void Read_OldOffice_IsRefused() => Assert.Contains("old version", Refusal("a.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), StringComparison.Ordinal);

    [Fact]
    public void Read_PackagesThatAreNoDocument_AreRefused()
    {
        var bomb = new byte[DocumentLimits.MostUnpacked + 1];
        Assert.Contains("unpacks", Refusal("a.docx", SampleFiles.Zip(("[Content_Types].xml", []), ("word/document.xml", bomb))), StringComparison.Ordinal);
        Assert.Contains("ZIP", Refusal("a.docx", SampleFiles.Zip(("xl/workbook.xml", "x"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Contains("parts", Refusal("a.docx", SampleFiles.Zip([.. Enumerable.Range(0, DocumentLimits.MostParts + 1).Select(i => ($"p{i}", Array.Empty<byte>()))])), StringComparison.Ordinal);
        var entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"u8.ToArray();
        Assert.NotEmpty(Refusal("a.docx", SampleFiles.Zip(("[Content_Types].xml", Types), ("_rels/.rels", Relations), ("word/document.xml", entities))));
    }

    [Fact]
    public void Read_PdfThatUnpacksToMuch_IsRefused() => Assert.Contains("unpacks", Refusal("a.pdf", SampleFiles.PdfBomb((int)DocumentLimits.MostUnpacked + 1)), StringComparison.Ordinal);

    [Fact]
    public void Read_TooLarge_IsRefused()
    {
        Assert.Contains("10 MB", Refusal("a.pdf", new byte[DocumentLimits.MostBytes + 1]), StringComparison.Ordinal);
        Assert.Contains("4 MB", Refusal("a.txt", [.. Enumerable.Repeat((byte)'x', DocumentLimits.MostTextBytes + 1)]), StringComparison.Ordinal);
        Assert.Contains("characters", Refusal("a.txt", [.. Enumerable.Repeat((byte)'x', DocumentLimits.MostCharacters + 1)]), StringComparison.Ordinal);
        Assert.Contains("501 pages", Refusal("a.pdf", SampleFiles.Pdf([.. Enumerable.Repeat("p", 501)])), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DeeplyNestedHtml_IsReadWithoutRecursion()
    {
        // The parser's time grows with the square of the depth; what recursed would not fit into this stack.
        var html = Encoding.UTF8.GetBytes($"<html><body>{string.Concat(Enumerable.Repeat("<div>", 5_000))}deep</body></html>");
        DocumentText? text = null;
        var thread = new Thread(() => text = Read("a.html", html), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal("deep", Assert.Single(text!.Pieces).Text);
    }

    [Fact]
    public void Passages_OfLongText_AreShortWholeAndInOrder()
    {
        var sentences = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"This is sentence number {i} of a long paragraph."));
        DocumentPiece[] paragraphs = [new("a", "Short."), new("a", "Also short."), new("b", sentences), new("b", new string('x', 3000))];
        var passages = Passages.Of(paragraphs);
        Assert.All(passages, p => Assert.InRange(p.Text.Length, 1, Passages.Longest));
        Assert.Equal("Short.\nAlso short.", passages[0].Text);
        Assert.Equal("a", passages[0].Place);
        var all = string.Concat(passages.Select(p => p.Text)).Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        Assert.Equal(string.Concat(paragraphs.Select(p => p.Text)).Replace(" ", "", StringComparison.Ordinal), all);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData(@"C:\temp\terms.pdf", "terms.pdf")]
    [InlineData("a\u202etxt.exe\u0000.md", "atxt.exe.md")]
    [InlineData("<img src=x onerror=alert(1)>.txt", "img src=x onerror=alert(1).txt")]
    [InlineData("[1] fake.md", "1 fake.md")]
    [InlineData("...", "document")]
    [InlineData(null, "document")]
    public void FileName_Hostile_IsMadeHarmless(string? name, string clean) => Assert.Equal(clean, FileNames.Clean(name));

    [Fact]
    public void FileName_VeryLong_KeepsItsEnd()
    {
        var clean = FileNames.Clean(new string('x', 500) + ".pdf");
        Assert.Equal(120, clean.Length);
        Assert.EndsWith(".pdf", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("What is the refund window?", "refund window")]
    [InlineData("a' OR 1=1 -- NEAR(x) \"quoted\" *", "near quoted")]
    [InlineData("the of and", "")]
    public void Words_OfAQuestion_AreLettersAndDigitsOnly(string question, string words) => Assert.Equal(words, string.Join(' ', SearchWords.Of(question)));

    internal static readonly byte[] Types =
        """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""u8.ToArray();

    internal static readonly byte[] Relations =
        """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""u8.ToArray();

    private static DocumentText Read(string name, byte[] bytes)
    {
        Assert.False(DocumentReading.Read(name, bytes, TimeProvider.System).Refused(out var refusal, out var text), refusal?.Message);
        return text!;
    }

    private static string Refusal(string name, byte[] bytes)
    {
        Assert.True(DocumentReading.Read(name, bytes, TimeProvider.System).Refused(out var refusal, out _));
        return refusal!.Message;
    }
}
