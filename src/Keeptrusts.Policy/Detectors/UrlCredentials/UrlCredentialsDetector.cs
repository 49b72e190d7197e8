using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.UrlCredentials;

/// <summary>Names and passwords in front of a URL's host.</summary>
internal sealed class UrlCredentialsDetector() : PatternDetector("URL_CREDENTIALS", "[a-z][0-9a-z+.\\-]{1,20}://" + Part + "{0,128}:" + Part + "{1,128}@" + Host)
{
    private const string Part = "[^\\s/@:\"'<>\\\\]";
    private const string Host = "(?:[0-9a-z](?:[0-9a-z.\\-]{0,251}[0-9a-z])?|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?";

    private static readonly string[] Placeholders = ["pass", "passwd", "password", "pw", "pwd", "secret", "passwort", "your_password", "yourpassword", "user_password", "redacted"];

    public override EntityInfo Info { get; } = new()
    {
        Title = "Name and password in a URL",
        Group = EntityGroup.Secret,
        Format = "scheme://name:password@host, with or without a port.",
        Check = "None (RFC 3986, 3.2.1). Placeholders such as password, ***, ${PASSWORD} or {password} are refused.",
        Examples = ["clone «https://ci:S3lf-made@git.example.com»/repo.git", "DATABASE_URL=«postgres://app:hunter2!@db.internal:5432»/main"],
        NotFound = ["https://example.com:8080/@path", "postgres://user:password@host/db", "https://user:${TOKEN}@example.com", "https://ci:***@git.example.com"],
        Limits = "A password with a slash, a quotation mark or a space in it is not found.",
    };

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : Letters.IsWord(following[0]) ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span)
    {
        var authority = span.Folded[(span.Folded.IndexOf("://") + 3)..];
        authority = authority[..authority.IndexOf('@')];
        var password = authority[(authority.IndexOf(':') + 1)..];
        if (password[0] is '$' or '{' or '%' && !(password[0] == '%' && password.Length > 2 && char.IsAsciiHexDigit(password[1])) || !password.ContainsAnyExcept("*x.…"))
        {
            return 0;
        }

        foreach (var placeholder in Placeholders)
        {
            if (password.SequenceEqual(placeholder))
            {
                return 0;
            }
        }

        return 0.95;
    }
}
