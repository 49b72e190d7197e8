namespace Keeptrusts.Policy.Detectors.Secrets.Generic;

/// <summary>Names of secrets before their values: <c>db_password = </c>, <c>"apiKey": "</c>, <c>--token </c>, <c>the password for the database is </c>.</summary>
internal static class SecretNames
{
    private const int LongestName = 60;
    private const int MostSpaces = 4;

    private static readonly string[] Passwords =
    [
        "password", "passwd", "passphrase", "passcode", "pwd", "passwort", "kennwort", "contraseña", "contrasena", "senha", "motdepasse", "wachtwoord", "lösenord",
        "adgangskode", "passord", "salasana", "hasło", "haslo", "heslo", "parola", "şifre", "пароль", "密码", "密碼", "パスワード", "비밀번호", "dbpass", "userpass",
        "rootpass", "adminpass", "mysqlpass", "smtppass", "mypass",
    ];

    private static readonly string[] Tokens =
    [
        "secret", "token", "apikey", "secretkey", "accesskey", "privatekey", "authkey", "encryptionkey", "signingkey", "masterkey", "accountkey", "sharedkey", "storagekey",
        "servicekey", "subscriptionkey", "sessionkey", "deploykey", "serverkey", "hmackey", "webhookkey", "integrationkey", "adminkey", "functionkey", "consumerkey",
        "licensekey", "appkey", "restkey", "rolekey", "clientkey", "credential", "credentials", "jwt", "apitoken",
    ];

    // Whole words only: "compass", "bypass", "oauth" mean something else.
    private static readonly string[] ShortPasswords = ["pass"];
    private static readonly string[] ShortTokens = ["auth", "creds", "bearer"];

    private static readonly string[] Others =
    [
        "nexttoken", "pagetoken", "nextpagetoken", "continuationtoken", "cursortoken", "cancellationtoken", "synctoken", "publickeytoken", "stoptoken", "padtoken", "unktoken",
        "eostoken", "bostoken", "septoken", "clstoken", "masktoken", "maxtoken", "imagetoken", "topsecret", "primarykey", "foreignkey", "publickey", "sortkey", "cachekey",
        "partitionkey", "forgotpassword", "resetpassword", "changepassword", "showpassword", "nopassword", "nosecret", "inclusiontoken",
    ];

    private static readonly string[] Suffixes = ["value", "plaintext", "plain", "text", "base64", "b64", "string"];
    private static readonly string[] Types = [":string", ":str", ":&str", ":text", ":secretstr", ":string?", ":any"];

    /// <summary>What the end of a folded text says of a value that follows it.</summary>
    public static SecretName Before(ReadOnlySpan<char> left)
    {
        var rest = TrimQuote(left);
        var quoted = rest.Length < left.Length;
        var separator = TrimSpaces(rest);
        if (separator.IsEmpty)
        {
            return SecretName.None;
        }

        switch (separator[^1])
        {
            case '=' or ':':
                return TrimSeparator(separator, out var name) && !IsResource(name) ? AtEnd(TrimType(TrimKeyEnd(name))) : SecretName.None;
            case '>':
                return separator.EndsWith("=>") ? AtEnd(TrimKeyEnd(TrimSpaces(separator[..^2]))) : Element(separator[..^1]);
            case '\n':
                return AtEnd(separator[..^1]);
            default:
                return rest.Length == separator.Length || quoted ? SecretName.None : InProse(separator);
        }
    }

    /// <summary>What a name means, by how it ends.</summary>
    public static SecretName AtEnd(ReadOnlySpan<char> left)
    {
        Span<char> joined = stackalloc char[LongestName];
        var first = LongestName;
        var wordStart = 0;
        for (var i = left.Length - 1; i >= 0 && first > 0; i--)
        {
            if (IsLetter(left[i]))
            {
                joined[--first] = left[i];
            }
            else if (!char.IsAsciiDigit(left[i]) && left[i] is not ('_' or '-' or '.' or ' '))
            {
                break;
            }
            else if (wordStart == 0 && first < LongestName)
            {
                wordStart = LongestName - first;
            }
        }

        var name = joined[first..];
        wordStart = wordStart == 0 ? name.Length : wordStart;
        foreach (var suffix in Suffixes)
        {
            if (name.Length > suffix.Length + 3 && name.EndsWith(suffix))
            {
                name = name[..^suffix.Length];
                wordStart = 0;
                break;
            }
        }

        return Meaning(name, wordStart);
    }

    private static SecretName Meaning(ReadOnlySpan<char> name, int lastWord)
    {
        if (EndsWithAny(name, Others))
        {
            return SecretName.None;
        }

        return EndsWithAny(name, Passwords) || IsAny(name[^Math.Min(lastWord, name.Length)..], ShortPasswords) ? SecretName.Password
            : EndsWithAny(name, Tokens) || IsAny(name[^Math.Min(lastWord, name.Length)..], ShortTokens) ? SecretName.Token
            : SecretName.None;
    }

    // "the password is …", "the password for the database is …", "--password …"
    private static SecretName InProse(ReadOnlySpan<char> left)
    {
        var start = left.LastIndexOfAny(' ', '\n', '"');
        var word = left[(start + 1)..];
        return word.StartsWith("--") ? AtEnd(left)
            : start > 0 && (word is "is" or "ist" or "est" or "es" or "è" or "é" or "är" or "er" or "lautet") ? Subject(left[..start])
            : SecretName.None;
    }

    private static SecretName Subject(ReadOnlySpan<char> left)
    {
        var own = AtEnd(left);
        for (var word = 0; own == SecretName.None && word < 4; word++)
        {
            var space = left.LastIndexOf(' ');
            if (space < 0)
            {
                break;
            }

            var preposition = left[(space + 1)..] is "for" or "to" or "of" or "on" or "für" or "zum" or "de" or "del" or "pour" or "para";
            left = left[..space];
            own = preposition ? AtEnd(left) : SecretName.None;
        }

        return own;
    }

    // <password>, <password type="string">
    private static SecretName Element(ReadOnlySpan<char> left)
    {
        var open = left.LastIndexOf('<');
        if (open < 0)
        {
            return SecretName.None;
        }

        var name = left[(open + 1)..];
        var end = name.IndexOf(' ');
        return AtEnd(end < 0 ? name : name[..end]);
    }

    private static bool TrimSeparator(ReadOnlySpan<char> left, out ReadOnlySpan<char> name)
    {
        name = left[..^1];
        if (name is [.., ':'])
        {
            name = name[..^1]; // := and ::
        }

        if (name is [.., '=' or '!' or '<' or '>' or '+'])
        {
            return false; // == != <= >= +=
        }

        name = TrimSpaces(name);
        return true;
    }

    // "password": 'password': ["password"] =
    private static ReadOnlySpan<char> TrimKeyEnd(ReadOnlySpan<char> name) => TrimQuote(name.EndsWith("]") ? name[..^1] : name);

    // name: string = …
    private static ReadOnlySpan<char> TrimType(ReadOnlySpan<char> name)
    {
        var space = name.LastIndexOf(' ');
        var compact = space > 0 && name[space - 1] == ':' ? name[(space + 1)..] : default;
        foreach (var type in Types)
        {
            if (compact.Equals(type.AsSpan(1), StringComparison.Ordinal))
            {
                return name[..(space - 1)];
            }

            if (name.EndsWith(type))
            {
                return name[..^type.Length];
            }
        }

        return name;
    }

    // arn:aws:secretsmanager:…:secret:name
    private static bool IsResource(ReadOnlySpan<char> name) => name[(name.LastIndexOfAny(' ', '\n', '"') + 1)..].StartsWith("arn:");

    private static ReadOnlySpan<char> TrimQuote(ReadOnlySpan<char> text) =>
        text is [.., '"' or '\'' or '`'] ? text[..^1].TrimEnd('\\') : text;

    private static ReadOnlySpan<char> TrimSpaces(ReadOnlySpan<char> text)
    {
        var trimmed = text.TrimEnd(" \t");
        return text.Length - trimmed.Length <= MostSpaces ? trimmed : default;
    }

    private static bool IsLetter(char c) => c < 0x80 ? char.IsAsciiLetter(c) : char.IsLetter(c);

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAny(ReadOnlySpan<char> name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }
}
