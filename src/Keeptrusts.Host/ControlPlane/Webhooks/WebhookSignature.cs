using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>Signs a message: HMAC-SHA256 over <c>timestamp.body</c>, so that neither can be changed and an old message cannot pass for a new one.</summary>
internal static class WebhookSignature
{
    public const string Header = "x-keeptrusts-signature";

    /// <param name="key">The webhook's key, as text.</param>
    /// <param name="at">When it is sent.</param>
    /// <param name="body">The body.</param>
    public static string Of(string key, DateTimeOffset at, string body)
    {
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={stamp},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{stamp}.{body}")))}";
    }
}
