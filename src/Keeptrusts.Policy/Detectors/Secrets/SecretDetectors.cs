using Keeptrusts.Policy.Detectors.Secrets.Generic;
using Keeptrusts.Policy.Detectors.Secrets.Headers;
using Keeptrusts.Policy.Detectors.Secrets.Keys;
using Keeptrusts.Policy.Detectors.Secrets.Tokens;
using Keeptrusts.Policy.Detectors.Secrets.Urls;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Detectors of credentials: the providers' formats first, then the general ones, so that a value that both find goes by its own name.</summary>
internal static class SecretDetectors
{
    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } =
    [
        ("KEEPTRUSTS_KEY", () => new KeeptrustsKeyDetector()),
        .. TokenTable.All.Select(e => (e.Name, (Func<SpanDetector>)(() => new TokenDetector(e)))),
        ("PRIVATE_KEY", () => new PrivateKeyDetector()),
        ("JWT", () => new JwtDetector()),
        ("CONNECTION_STRING", () => new ConnectionStringDetector()),
        ("URL_CREDENTIALS", () => new UrlCredentialsDetector()),
        ("SIGNED_URL", () => new SignedUrlDetector()),
        ("AUTHORIZATION_HEADER", () => new AuthorizationHeaderDetector()),
        ("COOKIE_VALUE", () => new CookieValueDetector()),
        ("GENERIC_SECRET", () => new GenericSecretDetector()),
    ];
}
