using Keeptrusts.Policy.Detectors.CheckDigits;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.CreditCard;

/// <summary>Payment card numbers: an issuer's prefix and length, a valid Luhn digit, compact or in the groups that cards print.</summary>
internal sealed class CreditCardDetector() : PatternDetector(
    "CREDIT_CARD",
    "[2-69][0-9]{12,18}|1800[0-9]{11}" + Grouped(" ") + Grouped("-"),
    "[0-9]{13,19}")
{
    private static readonly ContextWords Words = new(
        "card", "cards", "cardnumber", "creditcard", "cc", "ccnum", "ccn", "pan", "visa", "mastercard", "maestro", "amex", "diners", "discover",
        "jcb", "unionpay", "debit", "credit", "payment", "pay", "charge", "charged", "mir", "rupay", "kreditkarte", "karte", "carte", "tarjeta", "carta", "cartão", "kaart", "kort", "karta", "карта");

    public override EntityInfo Info { get; } = new()
    {
        Title = "Payment card number",
        Format = "13 to 19 digits, together or in the groups that cards print; together with 13 to 15 digits only in context.",
        Check = "Luhn, and prefix and length of an issuer (ISO/IEC 7812).",
        Examples = ["4-4-4-4: «4111 1111 1111 1111»", "number «5500297727693109»", "amex «378282246310005»", "«3782-822463-10005» was charged"],
        NotFound = ["4111 1111 1111 1112", "order 378282246310005", "9999999999999995"],
        Limits = "American Express and Diners Club numbers without separators and without a context word are not found: one random number of 14 or 15 digits in three hundred would be.",
    };

    public override ContextWords Context => Words;

    public override bool MayStart(ReadOnlySpan<char> left, char first) => Boundaries.NumberStarts(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        Boundaries.NumberEnds(following, atEnd);

    public override double Score(in SpanText span)
    {
        Span<char> buffer = stackalloc char[19];
        var digits = Digits.Of(span.Folded, buffer);
        if (!Luhn.Holds(digits))
        {
            return 0;
        }

        return CardIssuers.Find(digits) switch
        {
            CardIssuers.Fit.Distinctive => 1,
            CardIssuers.Fit.DistinctiveInGroups when span.InContext || span.Folded.Length > digits.Length => 1,
            CardIssuers.Fit.NeedsContext when span.InContext => 0.9,
            _ => 0,
        };
    }

    // 4-4-4-4 with up to three more digits, 4-6-5 and 4-6-4, 4-4-4-1 of short Visa cards, 6-13 of long UnionPay cards.
    private static string Grouped(string s) =>
        $"|[2-69][0-9]{{3}}{s}[0-9]{{4}}{s}[0-9]{{4}}{s}(?:[0-9]{{1,4}}|[0-9]{{4}}{s}?[0-9]{{1,3}})"
        + $"|[3156][0-9]{{3}}{s}[0-9]{{6}}{s}[0-9]{{4,5}}|6[0-9]{{5}}{s}[0-9]{{13}}";
}
