using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.PhoneNumber;

/// <summary>Phone numbers: international form, the distinctive national forms, and any form after a word that says so.</summary>
internal sealed class PhoneNumberDetector() : PatternDetector("PHONE_NUMBER", International + "|" + NorthAmerican + "|" + Pairs + "|" + Trunk, AnyForm)
{
    // Groups in any arrangement, 8 to 16 digits with the country's: a trunk zero in brackets counts.
    private const string International =
        "\\+ ?[1-9](?:(?: ?\\(|\\)[ .\\-]?|[ .\\-/])?[0-9]){6,15}|00[1-9][0-9]{0,2} (?:(?: ?\\(|\\)[ .\\-]?|[ .\\-/])?[0-9]){5,13}";

    private const string NorthAmerican =
        "(?:1[ .\\-])?(?:\\([2-9][0-9]{2}\\)[ .\\-]?|[2-9][0-9]{2}[ .\\-])[1-9][0-9]{2}[ .\\-][0-9]{4}";

    private const string Pairs = "0[1-9](?:[ .\\-][0-9]{2}){4}";

    // What Britain, Japan and Australia write; other groups behind a zero look like other numbers.
    private const string Trunk =
        "0[1-9][0-9] [0-9]{4} [0-9]{4}|0[1-9][0-9]{2} [0-9]{3} [0-9]{4}|07[0-9]{3} [0-9]{3} ?[0-9]{3}|0[1-9]-[0-9]{4}-[0-9]{4}|0[5-9]0-[0-9]{4}-[0-9]{4}"
        + "|04[0-9]{2} [0-9]{3} [0-9]{3}|\\(0[1-9][0-9]{0,3}\\)[ \\-]?[0-9]{3,4}[ \\-][0-9]{3,4}";

    private const string AnyForm = "\\(?[0-9]{1,6}\\)?(?:[ .\\-/][0-9]{2,8}){1,5}|[0-9]{7,15}|\\(0[0-9]{1,5}\\)[ .\\-/]?[0-9]{3,9}";

    private static readonly ContextWords Words = new(
        "phone", "phones", "telephone", "tel", "tél", "mobile", "cell", "cellphone", "fax", "whatsapp", "dial", "hotline", "phonenumber", "telefon",
        "telefonnummer", "handy", "handynummer", "rufnummer", "mobil", "mobilnummer", "téléphone", "telephone", "telefono", "teléfono", "telefone", "móvil",
        "movil", "celular", "cellulare", "gsm", "telefoon", "puhelin", "telefonu", "numara", "телефон", "тел", "τηλ", "τηλέφωνο");

    private static readonly ContextWords Calls = new("call", "calls", "ring", "text", "sms", "reach", "contact");
    private static readonly ContextWords Persons = new("me", "us", "him", "her", "them", "at");

    public override EntityInfo Info { get; } = new()
    {
        Title = "Phone number",
        Format = "International with + or 00; the grouped forms of North America, France, Britain, Japan and Australia; any form in context.",
        Check = "libphonenumber's numbering plans; North American numbers by their shape alone.",
        Examples = ["+49: «+49 30 901820»", "ring «(212) 555-0187» after six", "mobile «07700900123»", "call me at «4155552671»"],
        NotFound = ["order 4155552671", "+999 1234 5678", "111-555-2671", "2026-11-23 14:45:00"],
        Limits = "555-123-4567 and other numbers of a phone's shape are found, whether or not they are assigned.",
    };

    public override ContextWords Context => Words;

    public override bool HasOwnContext => true;

    public override bool InContext(ReadOnlySpan<char> left) => Words.Precede(left) || (Calls.Precede(left, 4) && Persons.Precede(left, 3));

    public override bool MayStart(ReadOnlySpan<char> left, char first) => Boundaries.NumberStarts(left) && left is not [.., '+'];

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        Boundaries.NumberEnds(following, atEnd, ".-");

    public override double Score(in SpanText text)
    {
        var span = text.Folded;
        var international = span[0] == '+' || span.StartsWith("00");
        if (international && PhoneNumbers.IsInternational(span))
        {
            return 1;
        }

        var inContext = text.InContext;
        return !international && PhoneNumbers.IsNational(span, inContext) ? (inContext ? 0.9 : 0.75) : 0;
    }
}
