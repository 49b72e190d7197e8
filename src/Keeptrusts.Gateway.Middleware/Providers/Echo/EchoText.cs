using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Tokens;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>What the built-in target says.</summary>
internal static class EchoText
{
    /// <summary>Most answers that one call gets, since any number may be asked for.</summary>
    public const int MostChoices = 16;

    public static string Answer(string said) => said.Length == 0 ? "Hello from Keeptrusts. Send a user message and I will repeat it." : $"You said: {said}";

    /// <summary>An id that is the same for the same text.</summary>
    public static string Id(string prefix, string text) => prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    public static int Tokens(string text) => TokenCounter.Count(text);

    /// <summary>The text in the pieces of a stream.</summary>
    public static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start + 1);
            var end = space < 0 ? text.Length : space;
            yield return text[start..end];
            start = end;
        }
    }

    /// <summary>The texts of an input that is a text, or several; ids of tokens stand for themselves.</summary>
    public static IReadOnlyList<string> Inputs(JsonElement body, string member)
    {
        var input = body.GetProperty(member);
        return input.ValueKind != JsonValueKind.Array ? [Of(input)]
            : input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number ? [input.GetRawText()]
            : [.. input.EnumerateArray().Select(Of)];
    }

    private static string Of(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!,
        JsonValueKind.Object => item.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "",
        _ => item.GetRawText(),
    };
}
