using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Vectors of the built-in target: of length 1, the same for the same text, and without a meaning.</summary>
internal static class EchoEmbedding
{
    private const int DefaultDimensions = 256;
    private const int MostDimensions = 4096;

    public static byte[] Answer(ModelRequest request, JsonElement body, int prompt)
    {
        var dimensions = body.TryGetProperty("dimensions", out var asked) && asked.TryGetInt32(out var number) ? Math.Clamp(number, 1, MostDimensions) : DefaultDimensions;
        var packed = body.TryGetProperty("encoding_format", out var format) && format.ValueEquals("base64"u8);
        return EchoJson.Write(json =>
        {
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            var inputs = EchoText.Inputs(body, "input");
            for (var i = 0; i < inputs.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("object", "embedding");
                json.WriteNumber("index", i);
                Write(json, Vector(inputs[i], dimensions), packed);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("model", request.Model);
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", prompt);
            json.WriteNumber("total_tokens", prompt);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, float[] vector, bool packed)
    {
        if (packed)
        {
            json.WriteBase64String("embedding", MemoryMarshal.AsBytes<float>(vector));
            return;
        }

        json.WriteStartArray("embedding");
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static float[] Vector(string text, int dimensions)
    {
        var vector = new float[dimensions];
        var seed = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var i = 0; i < dimensions; i++)
        {
            if (i > 0 && i % seed.Length == 0)
            {
                seed = SHA256.HashData(seed);
            }

            vector[i] = (seed[i % seed.Length] - 127.5f) / 127.5f;
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return Array.ConvertAll(vector, value => value / length);
    }
}
