using Keeptrusts.Policy.Detectors.CreditCard;
using Keeptrusts.Policy.Detectors.Crypto;
using Keeptrusts.Policy.Detectors.EmailAddress;
using Keeptrusts.Policy.Detectors.GeoCoordinates;
using Keeptrusts.Policy.Detectors.IbanCode;
using Keeptrusts.Policy.Detectors.IpAddress;
using Keeptrusts.Policy.Detectors.MacAddress;
using Keeptrusts.Policy.Detectors.PassportMrz;
using Keeptrusts.Policy.Detectors.PhoneNumber;
using Keeptrusts.Policy.Detectors.UrlCredentials;
using Keeptrusts.Policy.Detectors.UsSsn;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.General;

/// <summary>Detectors of what is personal everywhere, and of addresses on networks.</summary>
internal static class GeneralDetectors
{
    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } =
    [
        ("EMAIL_ADDRESS", () => new EmailAddressDetector()),
        ("PHONE_NUMBER", () =>
        {
            PhoneNumber.PhoneNumbers.Prepare();
            return new PhoneNumberDetector();
        }),
        ("US_SSN", () => new UsSsnDetector()),
        ("CREDIT_CARD", () => new CreditCardDetector()),
        ("IBAN_CODE", () => new IbanCodeDetector()),
        ("IP_ADDRESS", () => new IpAddressDetector()),
        ("MAC_ADDRESS", () => new MacAddressDetector()),
        ("CRYPTO", () => new CryptoDetector()),
        ("GEO_COORDINATES", () => new GeoCoordinatesDetector()),
        ("PASSPORT_MRZ", () => new PassportMrzDetector()),
        ("URL_CREDENTIALS", () => new UrlCredentialsDetector()),
    ];
}
