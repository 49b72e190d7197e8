using System.Security.Cryptography;

namespace Keeptrusts.Policy.Redaction;

/// <summary>
/// The placeholders of one call and the values that they stand for. Lives as long as the call, in memory only. A random nonce makes them differ from
/// everything that the caller, or a text that was written before the call, could contain. Not thread-safe.
/// </summary>
internal sealed class TokenVault
{
    // Without letters and digits that look alike, which models copy wrongly; 31^6 nonces.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int NonceLength = 6;

    private readonly string _nonce = RandomNumberGenerator.GetString(Alphabet, NonceLength);
    private readonly Dictionary<(string Label, string Value, bool Content, bool Tools), string> _tokens = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<IssuedToken> _issued = [];

    public bool IsEmpty => _issued.Count == 0;

    /// <summary>The placeholder of a value: the same one wherever it occurs in the call, numbered by first occurrence.</summary>
    /// <param name="label">The entity's name; without square brackets.</param>
    /// <param name="value">The value as it stands in the text: it comes back exactly so.</param>
    /// <param name="form">Where it may come back.</param>
    public string Issue(string label, string value, MarkerForm form)
    {
        var key = (label, value, form.RestoresInContent, form.RestoresInTools);
        if (!_tokens.TryGetValue(key, out var token))
        {
            var number = _numbers[label] = _numbers.GetValueOrDefault(label) + 1;
            _tokens[key] = token = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{label}_{number}_{_nonce}]");
            _issued.Add(new IssuedToken(token, value, form.RestoresInContent, form.RestoresInTools));
        }

        return token;
    }

    /// <summary>
    /// Turns placeholders of one channel of the answer back, after every policy has judged it.
    /// </summary>
    /// <param name="inTools">Whether the channel is a tool call's arguments.</param>
    /// <param name="asJson">Whether the channel is JSON in a string, so that values have to be escaped.</param>
    /// <returns><see langword="null"/> where no placeholder may come back there.</returns>
    public Restorer? OpenRestorer(bool inTools, bool asJson)
    {
        var restored = _issued.Where(t => inTools ? t.InTools : t.InContent).ToList();
        return restored.Count == 0 ? null : new Restorer(restored, asJson);
    }

    /// <summary>Turns placeholders of a whole text back.</summary>
    /// <inheritdoc cref="OpenRestorer"/>
    public string Restore(string text, bool inTools, bool asJson)
    {
        if (OpenRestorer(inTools, asJson) is not { } restorer || !text.Contains(_nonce, StringComparison.Ordinal))
        {
            return text;
        }

        var output = new System.Buffers.ArrayBufferWriter<char>(text.Length + 16);
        restorer.Write(text, output);
        restorer.Complete(output);
        return output.WrittenSpan.ToString();
    }

    /// <summary>The other way: puts placeholders in place of the values of a text, for records of an answer that came back with them.</summary>
    public string Hide(string text)
    {
        // The longest first: a value may stand inside another.
        foreach (var issued in _issued.OrderByDescending(t => t.Value.Length))
        {
            text = text.Replace(issued.Value, issued.Token, StringComparison.Ordinal);
            var escaped = System.Text.Json.JsonEncodedText.Encode(issued.Value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
            text = escaped == issued.Value ? text : text.Replace(escaped, issued.Token, StringComparison.Ordinal);
        }

        return text;
    }
}
