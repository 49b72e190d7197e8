using Keeptrusts.Policy.Detectors.CreditCard;
using Keeptrusts.Policy.Detectors.EmailAddress;
using Keeptrusts.Policy.Detectors.IbanCode;
using Keeptrusts.Policy.Detectors.IpAddress;
using Keeptrusts.Policy.Detectors.PhoneNumber;
using Keeptrusts.Policy.Detectors.UsSsn;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors;

/// <summary>The built-in detectors by entity name. Each is compiled on first use and shared.</summary>
internal static class DetectorCatalog
{
    private static readonly Dictionary<string, Lazy<SpanDetector>> Detectors = new(StringComparer.Ordinal)
    {
        ["EMAIL_ADDRESS"] = new(() => new EmailAddressDetector()),
        ["PHONE_NUMBER"] = new(() =>
        {
            PhoneNumber.PhoneNumbers.Prepare();
            return new PhoneNumberDetector();
        }),
        ["US_SSN"] = new(() => new UsSsnDetector()),
        ["CREDIT_CARD"] = new(() => new CreditCardDetector()),
        ["IBAN_CODE"] = new(() => new IbanCodeDetector()),
        ["IP_ADDRESS"] = new(() => new IpAddressDetector()),
    };

    /// <summary>All entity names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> EntityNames { get; } = [.. Detectors.Keys];

    /// <summary>The detector of an entity, or <see langword="null"/> for a name that is not in <see cref="EntityNames"/>.</summary>
    public static SpanDetector? Find(string entity) => Detectors.TryGetValue(entity, out var detector) ? detector.Value : null;
}
