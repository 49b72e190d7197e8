using System.Buffers;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Headers;

/// <summary>Values of cookies that keep a session: of names that only sessions have anywhere, of others behind <c>Cookie</c> or another cookie.</summary>
internal sealed class CookieValueDetector() : PatternDetector("COOKIE_VALUE", "[0-9a-z%._~+/=:|!*\\-]{8,}")
{
    private static readonly SearchValues<char> NameStarts = SearchValues.Create(" ;,\"'`:\n\t");

    private static readonly string[] Known =
    [
        "jsessionid", "phpsessid", "aspnet_sessionid", "asp.net_sessionid", "connect.sid", "laravel_session", "_gitlab_session", "user_session", "__host-session",
        "__secure-next-auth.session-token", "next-auth.session-token", "__secure-1psid", "__secure-3psid", ".aspxauth", ".aspnetcore.cookies", ".aspnetcore.session", "cf_clearance",
        "_session_id", "rack.session", "aws-waf-token", "awsalb", "cfid", "cftoken",
    ];

    private static readonly string[] Likely =
        ["session", "sessionid", "session_id", "sessid", "sid", "session_token", "sessiontoken", "auth", "auth_token", "authtoken", "access_token", "refresh_token", "id_token", "token", "jwt", "csrftoken", "xsrf-token", "remember_me", "remember_token", "login", "ticket"];

    private static readonly EntityInfo Description = new()
    {
        Title = "value of a session cookie",
        Group = EntityGroup.Secret,
        Format = "The value behind `JSESSIONID=`, `PHPSESSID=`, `connect.sid=` and other names of sessions; behind `session=`, `token=` and the like where `Cookie` or another cookie precedes.",
        Check = "Values must not be made of words, and need 2.5 bits of entropy per character.",
        Examples = ["Cookie: theme=dark; session=«8f14e45fceea167a5a36»; lang=en", "Set-Cookie: JSESSIONID=«4D1F0C7A92B3E85601»; Path=/"],
        NotFound = ["Cookie: theme=dark; lang=en-GB", "session=active"],
        Limits = "Cookies of other names are not found, whatever they hold.",
    };

    public override EntityInfo Info => Description;

    public override bool MayFollow(char previous) => previous == '=';

    public override bool MayStart(ReadOnlySpan<char> left, char first)
    {
        if (left is not [.., '='])
        {
            return false;
        }

        var list = left[..^1];
        var start = list.LastIndexOfAny(NameStarts);
        var name = list[(start + 1)..];
        return IsAny(name, Known) || (IsAny(name, Likely) && IsCookie(list[..(start + 1)]));
    }

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : SecretBoundaries.IsTokenCharacter(following[0]) || following[0] is '%' or '.' or '~' or '+' or '/' or '=' or ':' or '|' or '!' or '*' ? Continues(following, atEnd)
        : span[^1] is '.' or ':' ? SpanEnd.Fails
        : SpanEnd.Holds;

    public override double Score(in SpanText span) =>
        SecretValue.IsRandom(span.Cased) && Entropy.Of(span.Cased) >= 2.5 && !SecretValue.IsPlaceholder(span.Folded.TrimStart('/')) ? 0.85 : 0;

    // A full stop behind the value ends a sentence.
    private static SpanEnd Continues(ReadOnlySpan<char> following, bool atEnd) =>
        following[0] is not ('.' or ':') ? SpanEnd.Fails
        : following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : char.IsWhiteSpace(following[1]) ? SpanEnd.Holds : SpanEnd.Fails;

    private static bool IsCookie(ReadOnlySpan<char> before) => before.EndsWith("; ") || before.IndexOf("cookie") >= 0;

    private static bool IsAny(ReadOnlySpan<char> name, string[] names)
    {
        foreach (var one in names)
        {
            if (name.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }
}
