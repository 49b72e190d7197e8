using System.Buffers;
using System.Globalization;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.GeoCoordinates;

/// <summary>Places as latitude and longitude: pairs of decimals, degrees with minutes and seconds, or one value after its name.</summary>
internal sealed class GeoCoordinatesDetector() : PatternDetector("GEO_COORDINATES", Pair + "|" + Sexagesimal, Single)
{
    private const string Latitude = "[+\\-]?[0-9]{1,2}\\.[0-9]{4,15}";
    private const string Longitude = "[+\\-]?[0-9]{1,3}\\.[0-9]{4,15}";
    private const string Pair = Latitude + "(?:\u00b0? ?[ns])?(?:, ?|; ?| )" + Longitude + "(?:\u00b0? ?[ew])?";
    private const string Angle = "[0-9]{1,3}\u00b0 ?[0-9]{1,2}['\u2019\u2032] ?(?:[0-9]{1,2}(?:\\.[0-9]{1,8})?(?:[\"\u201d\u2033]|'') ?)?";
    private const string Sexagesimal = Angle + "[ns],? ?" + Angle + "[ewo]";
    private const string Single = "[+\\-]?[0-9]{1,3}\\.[0-9]{4,15}";

    private static readonly SearchValues<char> Number = SearchValues.Create("+-.0123456789");

    private static readonly ContextWords Words = new(
        "lat", "latitude", "lon", "lng", "long", "longitude", "breitengrad", "längengrad", "latitud", "longitud", "latitudine", "longitudine", "breite", "länge");

    public override EntityInfo Info { get; } = new()
    {
        Title = "Geographic coordinates",
        Format = "Latitude and longitude with at least four decimals each, or in degrees, minutes and seconds; a single value of four decimals after its name.",
        Check = "Latitude within 90 and longitude within 180 degrees; not both below 1, which small fractions are.",
        Examples = ["Meet at «48.858370, 2.294481» tonight", "{\"lat\": «52.520008»}", "«48°51'29.6\"N 2°17'40.2\"E» is the tower"],
        NotFound = ["48.85, 2.29", "0.123456, 0.234567", "99.123456, 2.294481", "weights 1.23456,2.34567,3.45678"],
        Limits = "Other pairs of numbers with four decimals are taken for coordinates; a pair before a further comma is not.",
    };

    public override ContextWords Context => Words;

    public override bool HasOwnContext => true;

    public override bool InContext(ReadOnlySpan<char> left) => Words.Precede(left, 2);

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        Boundaries.NumberStarts(left)
        && !(left is [.., '+' or '-'])
        && !(left is [.., var digit, ','] && char.IsAsciiDigit(digit))
        && !(left is [.., var number, ',', ' '] && char.IsAsciiDigit(number) && !Words.Precede(left, 2));

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following is [',', ..] && span.Contains(',') ? SpanEnd.Fails : Boundaries.NumberEnds(following, atEnd);

    public override double Score(in SpanText span)
    {
        var text = span.Folded;
        if (text.Contains('\u00b0') && text.IndexOfAny('\'', '\u2019', '\u2032') > 0)
        {
            return 0.9;
        }

        var latitude = Value(ref text);
        if (text.IsEmpty)
        {
            return span.InContext && Math.Abs(latitude) <= 180 ? 0.8 : 0;
        }

        var longitude = Value(ref text);
        return Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180 && Math.Max(Math.Abs(latitude), Math.Abs(longitude)) >= 1 ? 0.8 : 0;
    }

    // Reads the first number and leaves what follows it, from the next number on.
    private static double Value(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(Number);
        var number = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[end..];
        var next = text.IndexOfAny(Number);
        text = next < 0 ? default : text[next..];
        return double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
