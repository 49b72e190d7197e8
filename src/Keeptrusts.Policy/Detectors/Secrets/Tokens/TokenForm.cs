using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>One way in which a credential is written.</summary>
internal sealed class TokenForm
{
    private const int ChecksumLength = 6;

    private readonly ExactPattern _cased;

    /// <param name="pattern">The form in its real case.</param>
    /// <param name="check">What its characters prove.</param>
    /// <param name="near">Whether it is found only where the context says what it is.</param>
    /// <exception cref="FormatException">The pattern is wrong.</exception>
    public TokenForm(string pattern, TokenCheck check, bool near)
    {
        Pattern = TokenTable.Expand(pattern);
        Check = check;
        Near = near;
        var (node, error) = PatternReader.Read(Pattern);
        Tree = node ?? throw new FormatException($"`{pattern}` is wrong at {error!.Position}: {error.Message}");
        _cased = new ExactPattern(Tree);
    }

    public string Pattern { get; }

    /// <summary>The pattern as a tree.</summary>
    public PatternNode Tree { get; }

    public TokenCheck Check { get; }

    public bool Near { get; }

    /// <summary>Whether a value is of this form, in its right case, and no placeholder.</summary>
    public bool Fits(ReadOnlySpan<char> cased) =>
        _cased.Accepts(cased) && Entropy.Of(cased) >= Entropy.OfTokens
        && (Check == TokenCheck.Crc62 ? HasChecksum(cased) : Near ? SecretValue.IsRandom(cased) : IsMixed(cased));

    /// <summary>Writes the right checksum into a value of a form that has one.</summary>
    public void Seal(Span<char> value)
    {
        if (Check == TokenCheck.Crc62)
        {
            WriteChecksum(value[..^ChecksumLength], value[^ChecksumLength..]);
        }
    }

    private static bool HasChecksum(ReadOnlySpan<char> value)
    {
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(value[..^ChecksumLength], checksum);
        return value[^ChecksumLength..].SequenceEqual(checksum);
    }

    private static void WriteChecksum(ReadOnlySpan<char> value, Span<char> checksum)
    {
        var body = value[(value.IndexOf('_') + 1)..];
        Span<byte> bytes = stackalloc byte[body.Length];
        System.Text.Encoding.ASCII.GetBytes(body, bytes);
        Span<byte> digits = stackalloc byte[ChecksumLength];
        Base62.Encode(Crc32.Compute(bytes), digits);
        System.Text.Encoding.ASCII.GetChars(digits, checksum);
    }

    // Words-with-hyphens behind a prefix are some name.
    private static bool IsMixed(ReadOnlySpan<char> value) =>
        value.ContainsAnyInRange('0', '9') || (value.ContainsAnyInRange('A', 'Z') && value.ContainsAnyInRange('a', 'z'));
}
