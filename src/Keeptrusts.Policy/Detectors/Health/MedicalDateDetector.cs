using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Health;

/// <summary>Dates more exact than a year that a word before them ties to a person's treatment or life.</summary>
internal sealed class MedicalDateDetector() : PatternDetector("MEDICAL_DATE", Numeric + "|" + Iso + "|" + DayFirst + "|" + MonthFirst)
{
    private const string Month =
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private const string Day = "[0-3]?[0-9](?:st|nd|rd|th)?";
    private const string Numeric = "[0-3]?[0-9][/.\\-][0-3]?[0-9](?:[/.\\-](?:1[89]|20)?[0-9]{2})?";
    private const string Iso = "(?:1[89]|20)[0-9]{2}[/.\\-][01]?[0-9][/.\\-][0-3]?[0-9]";
    private const string DayFirst = Day + "[. \\-]{1,2}(?:of )?" + Month + "[.,]?(?:[ \\-](?:1[89]|20)[0-9]{2})?";
    private const string MonthFirst = Month + "[.]?[ \\-]" + Day + "(?:,? (?:1[89]|20)[0-9]{2})?";

    private static readonly ContextWords Words = new(
        "dob", "born", "birth", "birthdate", "birthday", "admitted", "admission", "admit", "discharged", "discharge", "died", "death", "deceased", "expired",
        "dos", "visit", "visited", "surgery", "operation", "procedure", "appointment", "diagnosed", "diagnosis", "onset", "treated", "treatment", "hospitalized",
        "hospitalised", "vaccinated", "immunized", "specimen", "collected", "delivered", "referred", "examined", "prescribed", "biopsy", "transplant", "transferred");

    public override ContextWords Context => Words;

    public override EntityInfo Info { get; } = new()
    {
        Title = "Date that concerns a patient",
        Group = EntityGroup.Health,
        Format = "A date with a day or a month, in figures or with an English month, within five words after a word such as `admitted`, `discharged`, `born` or `surgery`.",
        Check = "Day and month exist; the word before it decides.",
        Examples = ["admitted on «03/14/2024» with fever", "DOB: «1948-07-02»", "The patient died «March 3rd, 2021»."],
        NotFound = ["released 03/14/2024", "born in 1948"],
        Limits = "Dates without such a word, and months in other languages, are not found. A year alone may stay by the Safe Harbor rule.",
    };

    public override bool MayStart(ReadOnlySpan<char> left, char first) => Boundaries.NumberStarts(left) && !(left.Length > 0 && left[^1] is '/' or '-');

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => Boundaries.NumberEnds(following, atEnd, "./-");

    public override double Score(in SpanText span)
    {
        if (!span.InContext)
        {
            return 0;
        }

        // Of two small numbers one is a month.
        Span<int> numbers = stackalloc int[3];
        var count = 0;
        var inNumber = false;
        foreach (var c in span.Folded)
        {
            var digit = char.IsAsciiDigit(c);
            count += digit && !inNumber ? 1 : 0;
            if (digit && count <= numbers.Length)
            {
                numbers[count - 1] = (numbers[count - 1] * 10) + (c - '0');
            }

            inNumber = digit;
        }

        var small = numbers[..Math.Min(count, 3)];
        var named = span.Folded.ContainsAnyInRange('a', 'z');
        var days = named ? [] : small[0] > 31 ? small[1..] : small[..2];
        return named ? (small[0] is >= 1 and <= 31 || small[0] > 31 ? 0.85 : 0)
            : days[0] is >= 1 and <= 31 && days[1] is >= 1 and <= 31 && (days[0] <= 12 || days[1] <= 12) ? 0.85 : 0;
    }
}
