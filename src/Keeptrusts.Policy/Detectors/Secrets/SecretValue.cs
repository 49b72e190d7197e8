using System.Buffers;

namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>Whether a value can be a secret at all, and how random it looks.</summary>
internal static class SecretValue
{
    private const int LongestNumber = 8;
    private const int LongestSuffix = 4;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("_0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly string[] References =
    [
        "op://", "vault:", "arn:", "file:", "env:", "ref+", "kms:", "secret://", "secretref:", "secrets/", "projects/", "data:", "sha1-", "sha256-", "sha384-", "sha512-",
        "sha1:", "sha256:", "sha384:", "sha512:", "ssm:", "awssm://", "gcpsm://", "akv://", "keyvault://", "process.env", "os.environ", "system.getenv", "import.meta",
    ];

    private static readonly string[] FileExtensions = [".pem", ".key", ".crt", ".json", ".txt", ".yaml", ".yml", ".env", ".py", ".js", ".ts", ".cs", ".go", ".md", ".html", ".php", ".png", ".svg"];

    /// <summary>Whether a folded value stands for another one, or for none: <c>changeme</c>, <c>xxxx</c>, <c>${VAR}</c>, a reference to a vault, a path, a hash that says so.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) =>
        SecretPlaceholders.In(value) || IsReference(value) || IsVariable(value) || IsPath(value) || IsMonotonous(value);

    /// <summary>Whether a value looks drawn by lot: it holds a digit and is not made of words, numbers and words with a number behind.</summary>
    public static bool IsRandom(ReadOnlySpan<char> value) => value.ContainsAnyInRange('0', '9') && !IsWords(value);

    /// <summary>Whether all that stands between marks is a word, a short number, or a word with a short number, as in <c>my-app-v2</c>.</summary>
    public static bool IsWords(ReadOnlySpan<char> value)
    {
        while (!value.IsEmpty)
        {
            var length = 0;
            while (length < value.Length && char.IsLetterOrDigit(value[length]))
            {
                length++;
            }

            if (!IsWord(value[..length]))
            {
                return false;
            }

            value = value[Math.Min(length + 1, value.Length)..];
        }

        return true;
    }

    /// <summary>Whether a value is a UUID.</summary>
    public static bool IsUuid(ReadOnlySpan<char> value) => value.Length == 36 && Guid.TryParseExact(value, "D", out _);

    private static bool IsWord(ReadOnlySpan<char> segment)
    {
        var letters = 0;
        while (letters < segment.Length && !char.IsAsciiDigit(segment[letters]))
        {
            letters++;
        }

        var digits = segment[letters..];
        return digits.ContainsAnyExceptInRange('0', '9')
            ? letters == 0 && digits.IndexOfAnyExceptInRange('0', '9') <= 2 && !digits[2..].ContainsAnyInRange('0', '9')
            : digits.Length <= (letters == 0 ? LongestNumber : LongestSuffix);
    }

    private static bool IsReference(ReadOnlySpan<char> value)
    {
        foreach (var reference in References)
        {
            if (value.StartsWith(reference))
            {
                return true;
            }
        }

        return value.IndexOf("://") > 0;
    }

    // $name, @name, :name, %NAME%, and nothing else.
    private static bool IsVariable(ReadOnlySpan<char> value) =>
        value[0] is '$' or '@' or ':' or '%' && !value[1..].TrimEnd('%').ContainsAnyExcept(NameCharacters);

    private static bool IsPath(ReadOnlySpan<char> value)
    {
        if (value[0] == '/' || value.StartsWith("./") || value.StartsWith("../") || value.StartsWith("~/") || value.StartsWith("c:\\"))
        {
            return true;
        }

        foreach (var extension in FileExtensions)
        {
            if (value.EndsWith(extension))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMonotonous(ReadOnlySpan<char> value)
    {
        var other = value.IndexOfAnyExcept(value[0]);
        return other < 0 || !value.ContainsAnyExcept(value[0], value[other]);
    }
}
