using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Where credentials start and end. A start lies outside the alphabet of tokens, so that a long run of it has one start.</summary>
internal static class SecretBoundaries
{
    /// <summary>A superset of what <see cref="StartsToken"/> allows, by the character before.</summary>
    public static bool MayFollow(char previous) => !IsTokenCharacter(previous) || previous == 'n';

    /// <summary>Whether a token may start here: not within one, unless it follows a line feed that is escaped: <c>\nghp_…</c>. Other escapes would cost more time than they are worth.</summary>
    public static bool StartsToken(ReadOnlySpan<char> left) =>
        left.IsEmpty || !IsTokenCharacter(left[^1]) || left is [.., '\\', 'n'];

    /// <summary>Whether a token may end here: nothing of its alphabet follows; a hyphen only before another character than a letter or digit.</summary>
    /// <param name="following">What follows, up to two characters.</param>
    /// <param name="atEnd">Whether nothing follows that.</param>
    /// <param name="more">Further characters that would continue it.</param>
    public static SpanEnd EndsToken(ReadOnlySpan<char> following, bool atEnd, string more = "")
    {
        if (following.IsEmpty)
        {
            return atEnd ? SpanEnd.Holds : SpanEnd.Undecided;
        }

        if (following[0] != '-')
        {
            return following[0] == '_' || Letters.IsWord(following[0]) || more.Contains(following[0], StringComparison.Ordinal) ? SpanEnd.Fails : SpanEnd.Holds;
        }

        return following.Length == 1
            ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : IsTokenCharacter(following[1]) ? SpanEnd.Fails : SpanEnd.Holds;
    }

    /// <summary>Whether a value starts here: after <c>=</c>, <c>:</c>, an opening quote or the like, or as the first of its line. Cheap, since it is asked at most words.</summary>
    public static bool StartsValue(ReadOnlySpan<char> left)
    {
        if (left.IsEmpty)
        {
            return false;
        }

        var c = left[^1];
        if (c is not (' ' or '\t'))
        {
            return MayPrecedeValue(c);
        }

        var last = left.Length - 2;
        while (last >= 0 && (left[last] is ' ' or '\t'))
        {
            last--;
        }

        if (last < 0)
        {
            return false;
        }

        // "key: …", "the key is …", "with key …"
        var before = left[..(last + 1)];
        return before[last] switch
        {
            '=' or ':' or '>' or '|' => true,
            's' => before.EndsWith(" is") || before.EndsWith("ssws"),
            'y' => before.EndsWith("key"),
            'n' => before.EndsWith("token"),
            't' => before.EndsWith("secret"),
            _ => false,
        };
    }

    /// <summary>A superset of what <see cref="StartsValue"/> allows, by the character before.</summary>
    public static bool MayPrecedeValue(char previous) => previous is '=' or ':' or '>' or '|' or '\n' or '(' or '"' or '\'' or '`' or ' ' or '\t';

    /// <summary>Letters, digits, underscore and hyphen.</summary>
    public static bool IsTokenCharacter(char c) => c is '_' or '-' || Letters.IsWord(c);
}
