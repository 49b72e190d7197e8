using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>United States: who treats, and who is treated.</summary>
internal static class UnitedStatesHealth
{
    private const string Letter = "[ac-hjkmnp-rt-y]";
    private const string LetterOrDigit = "[0-9ac-hjkmnp-rt-y]";

    private static readonly string[] Regions = ["us"];

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "US_NPI",
            ContextPattern = "[12][0-9]{9}",
            Words = "npi npis nationalprovider provider prescriber physician practitioner nppes taxonomy",
            Check = v => (Luhn.Sum(v) + 24) % 10 == 0,
            Info = new()
            {
                Title = "US national provider identifier (NPI)",
                Format = "Ten digits beginning with 1 or 2; in context.",
                Check = "Luhn over the number behind 80840, which adds 24 to the sum (45 CFR 162.406; CMS, NPI check digit).",
                Regions = Regions,
                Examples = ["NPI «1541665216».", "The provider's NPI is «2239702279»."],
                NotFound = ["NPI 1541665217", "order 1541665216"],
            },
        },
        new()
        {
            Name = "MEDICAL_LICENSE",
            ContextPattern = "[abcdefghjklmprstux][a-z9]-?[0-9]{7}",
            Words = "dea prescriber prescribing physician practitioner medicallicense narcotics",
            Check = v => Weighted.Sum(v[2..], 1, 2, 1, 2, 1, 2) % 10 == v[8] - '0',
            Info = new()
            {
                Title = "US DEA registration number of prescribers",
                Format = "A letter for the kind of registrant, a letter of the name or 9, and seven digits; in context.",
                Check = "The first, third and fifth digits plus twice the others end in the seventh (en.wikipedia.org/wiki/DEA_number).",
                Regions = Regions,
                Examples = ["DEA number: «FC5763239».", "prescribed under DEA «MF6858178»"],
                NotFound = ["DEA FC5763238", "part FC5763239"],
                Limits = "Licences of single states have no common form and are not found.",
            },
        },
        new()
        {
            Name = "US_MBI",
            Pattern = "[1-9]" + Letter + LetterOrDigit + "[0-9]-?" + Letter + LetterOrDigit + "[0-9]-?" + Letter + Letter + "[0-9]{2}",
            ContextPattern = "[1-9]" + Letter + LetterOrDigit + "[0-9] " + Letter + LetterOrDigit + "[0-9] " + Letter + Letter + "[0-9]{2}",
            Words = "mbi medicare beneficiary hicn cms",
            Capitals = Capitals.OutsideContext,
            Info = new()
            {
                Title = "US Medicare beneficiary identifier (MBI)",
                Format = "Eleven characters, digits and letters without S, L, O, I, B and Z each in their places, written 4-3-4 or together; outside context only in capitals.",
                Check = "No check digit; the places of digits and letters are fixed (CMS, Understanding the Medicare Beneficiary Identifier format).",
                Regions = Regions,
                Examples = ["Medicare «1EG4-TE5-MK73».", "card of «9AC8RT4QK21» arrived"],
                NotFound = ["1SG4-TE5-MK73", "9ac8rt4qk21"],
            },
        },
    ];
}
