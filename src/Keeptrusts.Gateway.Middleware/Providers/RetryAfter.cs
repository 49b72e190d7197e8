using System.Globalization;
using System.Net.Http.Headers;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>How long a provider asks to be left alone, in any of the forms that providers say it in.</summary>
internal static class RetryAfter
{
    /// <param name="headers">The answer's headers.</param>
    /// <param name="now">The time, for a provider that names one.</param>
    /// <returns>Seconds, rounded up; <see langword="null"/> where it does not say, or nothing that can be understood.</returns>
    public static int? SecondsOf(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.NonValidated.TryGetValues("retry-after-ms", out var precise)
            && double.TryParse(precise.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return Bounded(milliseconds / 1000);
        }

        if (!headers.NonValidated.TryGetValues("retry-after", out var written))
        {
            return null;
        }

        var text = written.ToString();
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? Bounded(seconds)
            : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Bounded((at - now).TotalSeconds)
            : null;
    }

    private static int Bounded(double seconds) => (int)Math.Clamp(Math.Ceiling(seconds), 0, int.MaxValue);
}
