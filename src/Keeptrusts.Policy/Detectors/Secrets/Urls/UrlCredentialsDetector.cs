using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Urls;

/// <summary>User name and password in an address: <c>scheme://user:password@host</c>.</summary>
internal class UrlCredentialsDetector : PatternDetector
{
    /// <summary>User name and colon; behind the password the host's <c>@</c> follows.</summary>
    protected const string User = "[!$&*+.0-9=_a-z~%;,\\-" + Letters.Wide + "]{0,100}:";

    private const int LongestScheme = 32;

    private static readonly EntityInfo Description = new()
    {
        Title = "user name and password in a URL",
        Group = EntityGroup.Secret,
        Format = "`user:password` between `://` and `@`. The address around it stays.",
        Check = "None; placeholders such as `${USER}:${PASSWORD}` and masks are skipped.",
        Examples = ["git clone https://«deploy:s3cr3t-9»@git.example.com/repo.git"],
        NotFound = ["https://example.com:8080/@scope/package", "http://user@example.com/", "ftp://${USER}:${PASS}@example.com", "https://user:****@example.com"],
        Limits = "A password that holds `/`, `?` or `#` must be percent-encoded to be found.",
    };

    public UrlCredentialsDetector()
        : base("URL_CREDENTIALS", User + "[^\\s@/?#\"'<>`{}\\\\|][^\\s/?#\"'<>`{}\\\\|]{0,199}")
    {
    }

    protected UrlCredentialsDetector(string name, string pattern, string contextPattern)
        : base(name, pattern, contextPattern)
    {
    }

    public override EntityInfo Info => Description;

    public override bool MayFollow(char previous) => previous == '/';

    public override bool MayStart(ReadOnlySpan<char> left, char first) => !Scheme(left).IsEmpty;

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Fails : SpanEnd.Undecided)
        : following[0] == '@' ? SpanEnd.Holds
        : SpanEnd.Fails;

    public override double Score(in SpanText span) => IsPassword(span.Folded[(span.Folded.IndexOf(':') + 1)..]) ? 0.9 : 0;

    /// <summary>The scheme of an address whose <c>://</c> ends <paramref name="left"/>; empty for none.</summary>
    protected static ReadOnlySpan<char> Scheme(ReadOnlySpan<char> left)
    {
        if (!left.EndsWith("://"))
        {
            return default;
        }

        var end = left.Length - 3;
        var start = end;
        while (start > 0 && end - start < LongestScheme && (char.IsAsciiLetterOrDigit(left[start - 1]) || left[start - 1] is '+' or '.' or '-'))
        {
            start--;
        }

        return left[start..end];
    }

    /// <summary>Whether a password is one, and no placeholder or mask.</summary>
    protected static bool IsPassword(ReadOnlySpan<char> value) =>
        !value.IsEmpty && value[0] is not ('$' or '[' or '(') && value.IndexOf("***") < 0 && value.IndexOf("xxxx") < 0 && value.ContainsAnyExcept('.', '*', 'x')
        && !(value.Length > 2 && value[0] == '%' && value[^1] == '%');
}
