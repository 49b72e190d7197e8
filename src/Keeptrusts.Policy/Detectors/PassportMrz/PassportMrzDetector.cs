using Keeptrusts.Policy.Detectors.CheckDigits;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.PassportMrz;

/// <summary>Machine readable zones of passports and identity cards: three lines of 30 (TD1), two of 36 (TD2) or two of 44 (TD3).</summary>
internal sealed class PassportMrzDetector() : PatternDetector("PASSPORT_MRZ", Td3 + "|" + Td2 + "|" + Td1)
{
    private const string Break = "(?:\\r?\\n| |\\\\n)?";
    private const string Any = "[0-9a-z<]";
    private const string Letter = "[a-z<]";
    private const string Check = "[0-9<]";
    private const string Country = "[a-z<]{3}";
    private const string Dates = "[0-9<]{6}[0-9][fmx<][0-9]{6}[0-9]";
    private const string Td3 = "p" + Letter + Country + Letter + "{39}" + Break + Any + "{9}" + Check + Country + Dates + Any + "{14}" + Check + "[0-9]";
    private const string Td2 = "[aci]" + Any + Country + Letter + "{31}" + Break + Any + "{9}" + Check + Country + Dates + Any + "{7}[0-9]";
    private const string Td1 = "[aci]" + Any + Country + Any + "{9}" + Check + Any + "{15}" + Break + Dates + Country + Any + "{11}[0-9]" + Break + Letter + "{30}";

    public override EntityInfo Info { get; } = new()
    {
        Title = "Machine readable zone of a passport or identity card",
        Format = "Two lines of 44 or 36, or three of 30 capitals, digits and <, together or each on a line of its own.",
        Check = "Check digits of number, birth date, expiry and all together, weights 7, 3, 1 (ICAO Doc 9303, parts 3 to 6).",
        Examples =
        [
            "«P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10»",
            "card: «I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6» end",
            "«I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<»",
        ],
        NotFound = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C46UTO7408122F1204159ZE184226B<<<<<10"],
        Limits = "Visas have no digit over all fields and are not found, nor are single lines.",
    };

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : following[0] == '<' || Letters.IsWord(following[0]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span)
    {
        // Line ends go, also those that JSON escapes.
        Span<char> buffer = stackalloc char[96];
        var count = 0;
        for (var i = 0; i < span.Folded.Length && count < buffer.Length; i++)
        {
            var c = span.Folded[i];
            if (c == '\\')
            {
                i++;
            }
            else if (c == '<' || char.IsAsciiLetterOrDigit(c))
            {
                buffer[count++] = c;
            }
        }

        ReadOnlySpan<char> zone = buffer[..count];
        return count switch
        {
            88 => IsTwoLines(zone[44..]) && Icao9303.Holds(zone[72..86], zone[86]),
            72 => IsTwoLines(zone[36..]),
            90 => IsThreeLines(zone),
            _ => false,
        } ? 1 : 0;
    }

    private static bool IsTwoLines(ReadOnlySpan<char> line)
    {
        var sum = Icao9303.Sum(line[..10]) + Icao9303.Sum(line[13..20], 10) + Icao9303.Sum(line[21..^1], 17);
        return Icao9303.Holds(line[..9], line[9]) && Icao9303.Holds(line[13..19], line[19]) && Icao9303.Holds(line[21..27], line[27])
            && sum % 10 == line[^1] - '0';
    }

    private static bool IsThreeLines(ReadOnlySpan<char> zone)
    {
        var second = zone[30..60];
        var sum = Icao9303.Sum(zone[5..30]) + Icao9303.Sum(second[..7], 25) + Icao9303.Sum(second[8..15], 32) + Icao9303.Sum(second[18..29], 39);
        return (zone[14] == '<' || Icao9303.Holds(zone[5..14], zone[14]))
            && Icao9303.Holds(second[..6], second[6]) && Icao9303.Holds(second[8..14], second[14])
            && sum % 10 == second[29] - '0';
    }
}
