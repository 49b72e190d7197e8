using System.Globalization;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Whether a text looks as its form asks.</summary>
internal static class TextForms
{
    private const int MostDurationDigits = 4;
    private const string DateFormat = "yyyy-MM-dd";

    public static bool Fits(TextForm form, string text) => form switch
    {
        TextForm.HttpUrl => Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0,
        TextForm.Date => TryDate(text, out _),
        TextForm.Name => text.Length <= 128 && text.All(c => IsLetterOrDigit(c) || c is '.' or '_' or '-'),
        TextForm.Variable => text.Length <= 256 && !(text[0] is >= '0' and <= '9') && text.All(c => IsLetterOrDigit(c) || c == '_'),
        TextForm.Duration => TryDuration(text, out _),
        _ => true,
    };

    /// <summary>A whole number above zero and a unit: <c>m</c>, <c>h</c>, <c>d</c>, <c>w</c>.</summary>
    public static bool TryDuration(string text, out TimeSpan span)
    {
        span = default;
        var unit = text.Length is < 2 or > 1 + MostDurationDigits || text[0] == '0' ? 0 : text[text.Length - 1] switch { 'm' => 1, 'h' => 60, 'd' => 60 * 24, 'w' => 60 * 24 * 7, _ => 0 };
        var digits = text.TrimEnd('m', 'h', 'd', 'w');
        if (unit == 0 || digits.Length != text.Length - 1 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        span = TimeSpan.FromMinutes((double)count * unit);
        return true;
    }

    public static bool TryDate(string text, out DateTime date) =>
        DateTime.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool IsLetterOrDigit(char c) => c is >= '0' and <= '9' or >= 'a' and <= 'z' or >= 'A' and <= 'Z';
}
