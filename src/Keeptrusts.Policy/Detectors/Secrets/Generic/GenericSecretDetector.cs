using System.Buffers;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets.Generic;

/// <summary>Values assigned to names of secrets, judged by length, entropy and kinds of characters. After an opening quote a value ends at the quote.</summary>
internal sealed class GenericSecretDetector() : PatternDetector(
    "GENERIC_SECRET",
    Bare + "=]+(?:&" + Bare + "]*)*",
    "[!#-&(-\\[\\]-_a-~" + Letters.Wide + "]{6,}")
{
    // A value may hold an ampersand, unless that is followed by the next parameter's name and its equals sign.
    private const string Bare = "[!#$%*+\\-./0-9:?@\\^_a-z~" + Letters.Wide;
    private const int Least = 6;
    private const int LeastToken = 12;
    private const int LeastWithoutDigit = 20;
    private const int MostPassword = 128;
    private const int MostAssignments = 4;

    // Names of techniques that end in a digit; as a password's value they describe it.
    private static readonly ContextWords Techniques = new(
        "utf8", "sha1", "sha256", "sha512", "md5", "base64", "bcrypt", "argon2", "argon2id", "oauth2", "x509", "varchar255", "int32", "int64", "uint8", "rsa2048", "pbkdf2",
        "password1", "password2", "passwd1", "passwd2");

    private static readonly SearchValues<char> Marks = SearchValues.Create("!#$%*+=?@^~&");
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\n\"'`;&,<|");
    private static readonly SearchValues<char> IdentifierCharacters = SearchValues.Create("._0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly EntityInfo Description = new()
    {
        Title = "value assigned to the name of a secret",
        Group = EntityGroup.Secret,
        Format = "What follows a name that ends in password, secret, token, api key or the like and `=`, `:`, `=>`, an XML tag or a command line's `--name`; also after \"the password is\". "
            + "Passwords have 6 characters or more of two kinds; tokens and keys 12 or more.",
        Check = "Tokens need 3 bits of entropy per character and must not be made of words. Placeholders, variables, function calls, references, paths, UUIDs and hashes that name their method are skipped.",
        Examples =
        [
            "DB_PASSWORD=«tr0ub4dor&3»", "the password for the router is «hunter2!»", "{\"api_key\": \"«9f8Jq2LmX0vB7tRz»\"}", "client_secret: «k3Vn8QpZ5wYc1Hd7»",
        ],
        NotFound =
        [
            "password: changeme", "token = get_token2(user)", "API_KEY=${API_KEY_1}", "password = user.password1", "the password is incorrect", "secret: my-app-tls-2024",
            "token: 123e4567-e89b-12d3-a456-426614174000", "api_key=xxxxxxxxxxxx",
        ],
        Limits = "Passwords of letters alone, values with spaces, and tokens without a digit that are shorter than 20 characters are missed.",
    };

    public override EntityInfo Info => Description;

    public override bool HasOwnContext => true;

    public override bool InContext(ReadOnlySpan<char> left) => left is [.., '"' or '\'' or '`'];

    public override bool MayFollow(char previous) => previous is '=' or ':' or '>' or ' ' or '\t' or '\n' or '"' or '\'' or '`';

    public override bool MayStart(ReadOnlySpan<char> left, char first) =>
        !left.IsEmpty && MayFollow(left[^1]) && first is not ('=' or '-') && !IsDeepInside(left) && SecretNames.Before(left) != SecretName.None;

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd)
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        var next = following[0];
        if (next is ' ' or '\t' or '\n' or '\r' or '"' or '\'' or '`' or '<' or '>' or ';' or '|' or ')' or ']' or '}' or '\\' or ',' or '&')
        {
            return IsSentenceMark(span[^1]) ? SpanEnd.Fails : SpanEnd.Holds;
        }

        if (!IsSentenceMark(next))
        {
            return Letters.IsWord(next) || next is '(' or '[' || IsOwn(next) ? SpanEnd.Fails : SpanEnd.Holds;
        }

        // A mark belongs to the sentence where the sentence or the line ends behind it.
        return following.Length == 1 ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : IsSentenceMark(span[^1]) || !(char.IsWhiteSpace(following[1]) || following[1] is '"' or '\'' or ')' or '<') ? SpanEnd.Fails
            : SpanEnd.Holds;
    }

    public override double Score(in SpanText span)
    {
        var value = span.Folded;
        if (value.Length < Least || SecretValue.IsPlaceholder(value) || SecretValue.IsUuid(value) || (!span.InContext && IsMember(value)))
        {
            return 0;
        }

        return SecretNames.Before(span.Left) switch
        {
            SecretName.Password when IsPassword(value) => 0.8,
            SecretName.Token when IsToken(span.Cased) => 0.75,
            _ => 0,
        };
    }

    private static bool IsPassword(ReadOnlySpan<char> value)
    {
        if (value.Length > MostPassword)
        {
            return Entropy.Of(value) >= 3.5;
        }

        var digits = value.ContainsAnyInRange('0', '9');
        var letters = value.IndexOfAnyInRange('a', 'z') >= 0 || value.IndexOfAnyInRange('\u0080', '\uffff') >= 0;
        var marks = value.IndexOfAny(Marks) is >= 0 and var mark && mark < value.Length - 1;
        return ((digits && letters) || (letters && marks) || (digits && !letters)) && !Techniques.Precede(value, 1);
    }

    private static bool IsToken(ReadOnlySpan<char> value) =>
        value.Length >= LeastToken && Entropy.Of(value) >= 3
        && (SecretValue.IsRandom(value) ? value.ContainsAnyInRange('a', 'z') || value.ContainsAnyInRange('A', 'Z') : IsShuffled(value));

    // Letters whose case changes more often than words in camel case do.
    private static bool IsShuffled(ReadOnlySpan<char> value)
    {
        var rises = 0;
        for (var i = 1; i < value.Length; i++)
        {
            rises += char.IsAsciiLetterLower(value[i - 1]) && char.IsAsciiLetterUpper(value[i]) ? 1 : 0;
        }

        return value.Length >= LeastWithoutDigit && rises * 6 >= value.Length && Entropy.Of(value) >= 3.8;
    }

    // token=token=token=… has no end of starts; the first few are enough, since a value holds equals signs.
    private static bool IsDeepInside(ReadOnlySpan<char> left)
    {
        var inside = left[(left.LastIndexOfAny(Separators) + 1)..];
        return inside.Count('=') + inside.Count(':') > MostAssignments;
    }

    // settings.password1 is code.
    private static bool IsMember(ReadOnlySpan<char> value)
    {
        var dot = value.IndexOf('.');
        return dot > 0 && !value.ContainsAnyExcept(IdentifierCharacters) && value[..dot].IndexOfAnyInRange('0', '9') < 0 && SecretValue.IsWords(value);
    }

    private static bool IsSentenceMark(char c) => c is '.' or ',' or ';' or ':' or '?';

    private static bool IsOwn(char c) => c is '!' or '#' or '$' or '%' or '*' or '+' or '-' or '/' or '=' or '@' or '^' or '_' or '~';
}
