using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A provider's error in the form that clients read: an object whose <c>error.code</c> is a string.</summary>
internal static class ProviderErrorBody
{
    /// <param name="said">What the provider said.</param>
    /// <param name="surface">What was asked for: Anthropic's errors have no code.</param>
    /// <returns>The same, byte for byte, but for an array around it and a code that is <c>null</c> or a number.</returns>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> said, Surface surface)
    {
        try
        {
            var error = First(said);
            return surface.Kind == SurfaceKind.Messages ? error : WithCode(error);
        }
        catch (JsonException)
        {
            return said; // It is told by the gateway's own words then.
        }
    }

    // Google's servers put their errors into an array.
    private static ReadOnlyMemory<byte> First(ReadOnlyMemory<byte> said)
    {
        var reader = new Utf8JsonReader(said.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return said;
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return said[start..(int)reader.BytesConsumed];
    }

    private static ReadOnlyMemory<byte> WithCode(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !Find(ref reader, "error"u8) || reader.TokenType != JsonTokenType.StartObject)
        {
            return body;
        }

        var code = default(ByteRange);
        var type = "\"upstream_error\""u8;
        var isNull = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isCode, isType) = (reader.ValueTextEquals("code"u8), reader.ValueTextEquals("type"u8));
            reader.Read();
            var token = new ByteRange((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            if (isCode && reader.TokenType is (JsonTokenType.Null or JsonTokenType.Number))
            {
                (code, isNull) = (token, reader.TokenType == JsonTokenType.Null);
            }
            else if (isType && reader.TokenType == JsonTokenType.String)
            {
                type = token.Of(body.Span);
            }

            reader.Skip();
        }

        if (code.Length == 0)
        {
            return body;
        }

        var edits = new JsonEdits();
        edits.ReplaceByRaw(code, isNull ? type : [(byte)'"', .. code.Of(body.Span), (byte)'"']);
        return edits.Applied(body);
    }

    /// <summary>Goes to the value of a member of the object that the reader is in.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
