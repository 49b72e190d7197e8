using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.JsonSchema;

/// <summary>The forms of texts as ECMAScript patterns, for tools that know nothing of ours.</summary>
internal static class TextPatterns
{
    // What .NET calls white space; ECMAScript's \s differs in U+0085 and U+FEFF.
    private const string NotBlank = @"[^\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

    // A day of the Gregorian calendar: the 29th of February only in leap years.
    private const string Days = @"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))";
    private const string LeapYear = @"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)";

    /// <summary>The pattern; <see langword="null"/> where any text will do.</summary>
    public static string? Of(TextForm form) => form switch
    {
        TextForm.Blank => null,
        TextForm.HttpUrl => @"^[hH][tT][tT][pP][sS]?://[^/?#@\\\s]+(/[^?#]*)?$",
        TextForm.Date => $"^(?:(?!0000)[0-9]{{4}}-{Days}|{LeapYear}-02-29)$",
        TextForm.Name => "^[A-Za-z0-9._-]{1,128}$",
        TextForm.Duration => "^[1-9][0-9]{0,3}[mhdw]$",
        TextForm.Variable => "^[A-Za-z_][A-Za-z0-9_]{0,255}$",
        _ => NotBlank,
    };
}
