namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>Keys of a document whose values are secrets, by their names.</summary>
internal static class SecretNames
{
    private static readonly string[] Endings =
    [
        "apikey", "password", "passwd", "passphrase", "token", "secret", "secretkey", "privatekey", "accesskey", "signingkey", "encryptionkey", "authorization", "credential", "credentials",
    ];

    private static readonly string[] Schemes = ["Bearer ", "Basic ", "bearer ", "basic "];

    /// <summary>Whether the value of a key is a secret: <c>openai_api_key</c>, <c>DB-Password</c>.</summary>
    public static bool Name(string key)
    {
        var letters = new string([.. key.Where(char.IsLetterOrDigit)]);
        return Endings.Any(ending => letters.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A value without the word that says how it is sent.</summary>
    public static string Bare(string value) =>
        Schemes.FirstOrDefault(scheme => value.StartsWith(scheme, StringComparison.Ordinal)) is { } scheme ? value.Substring(scheme.Length) : value;
}
