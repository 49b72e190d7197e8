using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane;

/// <summary>What names and ids may look like.</summary>
internal static class NameRules
{
    private const int MaxName = 100;
    private const int MaxId = 63;

    /// <summary>A name for people: 1 to 100 characters, none of them a control character.</summary>
    public static Refusal? CheckName(string? name, string field) =>
        string.IsNullOrWhiteSpace(name) ? new(RefusalKind.Invalid, $"`{field}` is missing; give it 1 to {MaxName} characters")
        : name.Length > MaxName ? new(RefusalKind.Invalid, $"`{field}` has {name.Length} characters; {MaxName} is the most")
        : name.Any(char.IsControl) ? new(RefusalKind.Invalid, $"`{field}` contains a control character; use printable text")
        : KeyMask.FindsKey(name) ? new(RefusalKind.Invalid, $"`{field}` contains a key; names are listed and stored in clear, so choose another, and revoke that key if it is real")
        : null;

    /// <summary>An id that stands in URLs, policies and commands: lower-case letters, digits and inner hyphens.</summary>
    public static Refusal? CheckId(string? id, string field) =>
        id is { Length: > 0 and <= MaxId } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && id[0] != '-' && id[^1] != '-'
            ? null
            : new(RefusalKind.Invalid, $"`{field}` must be 1 to {MaxId} lower-case letters, digits or inner hyphens, such as `search-dev`");

    /// <summary>Makes an id from a name: <c>Search Team</c> → <c>search-team</c>.</summary>
    public static string ToId(string name)
    {
        var letters = name.Trim().ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var parts = new string(letters).Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('-', parts);
    }
}
