using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Health;

/// <summary>Ages over 89, which few people reach.</summary>
internal sealed class AgeOver89Detector() : PatternDetector("AGE_OVER_89", Age + "(?:[ \\-]?(?:years?|yrs?)[ \\-](?:old|of age)|[ \\-]?(?:y[./]?o[.]?))", Age)
{
    private const string Age = "(?:9[0-9]|1[0-2][0-9])";

    private static readonly string[] Labels = ["age", "aged", "turned", "age of", "age is", "years old at"];

    public override bool HasOwnContext => true;

    public override EntityInfo Info { get; } = new()
    {
        Title = "Age over 89",
        Group = EntityGroup.Health,
        Format = "A number from 90 to 129 followed by `years old`, `year-old`, `y/o` or `years of age`, or right after `age`, `aged` or `turned`.",
        Check = "The number's range.",
        Examples = ["a «92-year-old» woman", "Age: «94», diabetic", "he is «101 years old»"],
        NotFound = ["an 89-year-old man", "aged 45", "page 94"],
        Limits = "Ages in words or in other languages than English are not found.",
    };

    public override bool InContext(ReadOnlySpan<char> left)
    {
        var rest = left.TrimEnd(" :=\t");
        foreach (var label in Labels)
        {
            if (rest.EndsWith(label) && (rest.Length == label.Length || !Letters.IsWord(rest[^(label.Length + 1)])))
            {
                return true;
            }
        }

        return false;
    }

    public override bool MayStart(ReadOnlySpan<char> left, char first) => Boundaries.NumberStarts(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => Boundaries.NumberEnds(following, atEnd);

    public override double Score(in SpanText span) => 0.9;
}
