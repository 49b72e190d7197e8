namespace Keeptrusts.Policy.Detectors.CreditCard;

/// <summary>Prefixes and lengths of card numbers (ISO/IEC 7812 ranges as the networks publish them; en.wikipedia.org/wiki/Payment_card_number, 2026-11).</summary>
internal static class CardIssuers
{
    private static readonly (int First, int Last, int MinLength, int MaxLength, Fit Fit)[] Ranges =
    [
        (180000, 180099, 15, 15, Fit.DistinctiveInGroups), // JCB
        (213100, 213199, 15, 15, Fit.DistinctiveInGroups), // JCB
        (220000, 220499, 16, 19, Fit.Distinctive), // Mir
        (222100, 272099, 16, 16, Fit.Distinctive), // Mastercard
        (300000, 305999, 14, 14, Fit.DistinctiveInGroups), // Diners Club
        (309500, 309599, 14, 14, Fit.DistinctiveInGroups), // Diners Club
        (340000, 349999, 15, 15, Fit.DistinctiveInGroups), // American Express
        (352800, 358999, 16, 19, Fit.Distinctive), // JCB
        (360000, 369999, 14, 14, Fit.DistinctiveInGroups), // Diners Club
        (370000, 379999, 15, 15, Fit.DistinctiveInGroups), // American Express
        (380000, 399999, 14, 14, Fit.DistinctiveInGroups), // Diners Club
        (360000, 369999, 16, 19, Fit.Distinctive), // Diners Club
        (380000, 399999, 16, 19, Fit.Distinctive), // Diners Club
        (400000, 499999, 13, 13, Fit.NeedsContext), // Visa: one random 13-digit number in a hundred would do
        (400000, 499999, 16, 16, Fit.Distinctive), // Visa
        (400000, 499999, 18, 19, Fit.Distinctive), // Visa
        (500000, 509999, 16, 19, Fit.Distinctive), // Maestro, RuPay, Verve
        (500000, 509999, 13, 15, Fit.NeedsContext), // Maestro
        (510000, 559999, 16, 16, Fit.Distinctive), // Mastercard
        (560000, 589999, 16, 19, Fit.Distinctive), // Maestro
        (560000, 589999, 13, 15, Fit.NeedsContext), // Maestro
        (600000, 699999, 16, 19, Fit.Distinctive), // Discover, UnionPay, Maestro, RuPay, Elo
        (600000, 699999, 13, 15, Fit.NeedsContext), // Maestro
        (817100, 819999, 16, 19, Fit.NeedsContext), // UnionPay
        (979200, 979299, 16, 16, Fit.Distinctive), // Troy
    ];

    /// <summary>How well a number fits an issuer.</summary>
    public enum Fit
    {
        /// <summary>No issuer.</summary>
        None,

        /// <summary>A form that too many other numbers share.</summary>
        NeedsContext,

        /// <summary>Prefix and length speak for themselves in the groups that cards print: together they would fit one random number in three hundred.</summary>
        DistinctiveInGroups,

        /// <summary>Prefix and length speak for themselves.</summary>
        Distinctive,
    }

    /// <summary>The best fit of a number of 13 to 19 digits.</summary>
    public static Fit Find(ReadOnlySpan<char> digits)
    {
        var prefix = int.Parse(digits[..6], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
        var best = Fit.None;
        foreach (var range in Ranges)
        {
            if (prefix >= range.First && prefix <= range.Last && digits.Length >= range.MinLength && digits.Length <= range.MaxLength && range.Fit > best)
            {
                best = range.Fit;
            }
        }

        return best;
    }
}
