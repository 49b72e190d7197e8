using System.Buffers;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>Errors (https://docs.anthropic.com/en/api/errors) in OpenAI's shape, in which each type of client error has its own name.</summary>
internal static class MessageErrors
{
    private const int Overloaded = 529;

    /// <summary>The status that clients know: 529 is nobody else's.</summary>
    public static int Status(int status) => status == Overloaded ? 503 : status;

    /// <summary>The body of an error; as it is, where it is none of the provider's.</summary>
    public static void Translate(ReadOnlyMemory<byte> body, IBufferWriter<byte> output)
    {
        using var document = AnthropicJson.Parse(body);
        if (document?.RootElement is { } root && root.Member("error") is { ValueKind: JsonValueKind.Object })
        {
            Write(root, output);
        }
        else
        {
            output.Write(body.Span);
        }
    }

    /// <param name="root">The object that has a member <c>error</c>.</param>
    /// <param name="output">Takes the error.</param>
    public static void Write(JsonElement root, IBufferWriter<byte> output) => AnthropicJson.Write(output, json =>
    {
        var error = root.Member("error") ?? default;
        var (type, code) = error.Is("type", "rate_limit_error") ? ("requests", "rate_limit_exceeded")
            : error.Is("type", "overloaded_error") ? ("server_error", "overloaded")
            : error.Is("type", "timeout_error") ? ("server_error", "timeout")
            : error.Is("type", "api_error") || error.Raw("type") is null ? ("server_error", "api_error")
            : (null, null);
        json.WriteStartObject("error");
        json.WriteRaw("message", error.Raw("message") ?? "\"The provider has failed.\"");
        json.WriteRaw("type", type is null ? error.Raw("type")! : $"\"{type}\"");
        json.WriteNull("param");
        json.WriteRaw("code", code is null ? error.Raw("type")! : $"\"{code}\"");
        json.WriteEndObject();
    });
}
