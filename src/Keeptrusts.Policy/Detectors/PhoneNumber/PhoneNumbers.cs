using global::PhoneNumbers;

namespace Keeptrusts.Policy.Detectors.PhoneNumber;

/// <summary>Whether digits are a phone number, by libphonenumber's numbering plans.</summary>
internal static class PhoneNumbers
{
    // Numbering plans that a national form is tried against, widespread ones first; the first that fits decides.
    private static readonly string[] Regions =
    [
        "US", "GB", "DE", "FR", "IN", "BR", "IT", "ES", "NL", "PL", "TR", "MX", "JP", "CN", "AU", "KR", "ID", "NG", "PK", "BD", "VN", "PH", "EG", "IR", "RU",
        "UA", "ZA", "AR", "CO", "CL", "PE", "SE", "NO", "DK", "FI", "CH", "AT", "BE", "PT", "GR", "CZ", "HU", "RO", "IE", "IL", "SA", "AE", "SG", "MY", "TH",
        "HK", "TW", "NZ", "KE", "MA",
    ];

    private static readonly string[] TrunkRegions = ["GB", "FR", "DE", "AU", "JP", "KR", "IN", "NL", "BE", "CH", "AT", "SE", "ZA", "NZ", "TR", "PL", "CN"];

    private static readonly Lazy<PhoneNumberUtil> Util = new(PhoneNumberUtil.GetInstance);

    /// <summary>Loads the numbering plans, off the path of the first call that needs them.</summary>
    public static void Prepare() => ThreadPool.QueueUserWorkItem(static _ => IsInternational("+12125550123"));

    /// <summary>Whether a number with its country code is valid.</summary>
    public static bool IsInternational(ReadOnlySpan<char> span)
    {
        Span<char> buffer = stackalloc char[20];
        var digits = Digits.Of(span, buffer);
        digits = span[0] == '+' ? digits : digits[2..];
        var trunk = span.IndexOf("(0)");
        if (trunk > 0)
        {
            var before = Digits.Of(span[..trunk], stackalloc char[20]).Length - (span[0] == '+' ? 0 : 2);
            digits[(before + 1)..].CopyTo(digits[before..]);
            digits = digits[..^1];
        }

        for (var length = 1; length <= 3 && digits.Length - length >= 4; length++)
        {
            var country = int.Parse(digits[..length], System.Globalization.CultureInfo.InvariantCulture);
            if (Util.Value.GetRegionCodeForCountryCode(country) != "ZZ")
            {
                return IsValid(country, digits[length..], italian: country is 39 or 379 or 378);
            }
        }

        return false;
    }

    /// <summary>Whether a number without a country code is valid in some country.</summary>
    /// <param name="span">The number as written.</param>
    /// <param name="anyRegion">Whether to try many countries, or only what the form suggests.</param>
    public static bool IsNational(ReadOnlySpan<char> span, bool anyRegion)
    {
        Span<char> buffer = stackalloc char[20];
        var digits = Digits.Of(span, buffer);
        if (digits.Length is < 7 or > 15)
        {
            return false;
        }

        if (IsNorthAmerican(digits))
        {
            return true;
        }

        foreach (var region in anyRegion ? Regions : digits[0] == '0' ? TrunkRegions : [])
        {
            var country = Util.Value.GetCountryCodeForRegion(region);
            if (IsValid(country, region == "IT" || digits[0] != '0' ? digits : digits[1..], region == "IT"))
            {
                return true;
            }
        }

        return false;
    }

    // By shape rather than by assigned area codes: 555-123-4567 is meant as a number, too.
    private static bool IsNorthAmerican(ReadOnlySpan<char> digits)
    {
        digits = digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits;
        return digits.Length == 10 && digits[0] >= '2' && (digits[3] >= '2' || digits[..3] is "555") && digits[1..3] is not "11" && digits[4..6] is not "11" && digits[1] != '9';
    }

    private static bool IsValid(int country, ReadOnlySpan<char> digits, bool italian)
    {
        var zeros = italian ? digits.Length - digits.TrimStart('0').Length : 0;
        if (!ulong.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var national))
        {
            return false;
        }

        var number = new global::PhoneNumbers.PhoneNumber.Builder().SetCountryCode(country).SetNationalNumber(national);
        if (zeros > 0)
        {
            number.SetNumberOfLeadingZeros(zeros);
        }

        return Util.Value.IsValidNumber(number.Build());
    }
}
