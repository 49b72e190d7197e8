using Keeptrusts.Host.ControlPlane;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a=b", "a=b")]
    public void Cell_AnyText_IsOneCellAndNoFormula(string? text, string expected) => Assert.Equal(expected, CsvText.Cell(text));

    [Fact]
    public void Line_OfCells_HasACommaBetween() => Assert.Equal("a,,\"b,c\"", CsvText.Line(["a", null, "b,c"]));
}
