using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Reads a request body into a pooled buffer, up to a limit.</summary>
internal static class RequestBody
{
    private const int FirstRent = 16 * 1024;
    private const string Json = "application/json";

    public static async ValueTask<Step<CallBody>> ReadAsync(HttpContext context, int mostBytes, CancellationToken hungUp)
    {
        var request = context.Request;
        if (Unsupported(request) is { } refusal)
        {
            return refusal;
        }

        if (request.ContentLength > mostBytes)
        {
            return TooLarge(mostBytes);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // Ours counts, and answers in the caller's shape.
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength + 1 ?? FirstRent));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await request.BodyReader.ReadAsync(hungUp).ConfigureAwait(false);
                if (length + read.Buffer.Length > mostBytes)
                {
                    // Given back, so that the server reads on for a while and the caller, still sending, gets to see the answer.
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                    return TooLarge(mostBytes);
                }

                Append(ref buffer, ref length, read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return new CallBody(buffer, length);
                }
            }
        }
        catch (BadHttpRequestException)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            return Invalid("invalid_body", "The request body could not be read: it ended too early or is framed wrongly.");
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            throw;
        }
    }

    private static void Append(ref byte[] buffer, ref int length, ReadOnlySequence<byte> read)
    {
        var needed = length + (int)read.Length;
        if (needed > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, buffer.Length * 2));
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            buffer = larger;
        }

        read.CopyTo(buffer.AsSpan(length));
        length = needed;
    }

    private static Refusal? Unsupported(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !string.Equals(encoding.ToString(), "identity", StringComparison.OrdinalIgnoreCase))
        {
            return Invalid("unsupported_content_encoding", "Compressed request bodies are not taken; send the JSON as it is.");
        }

        return request.ContentType is { } type && (type.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.StartsWith(Json, StringComparison.OrdinalIgnoreCase) && type[Json.Length] is ';' or ' ')
            ? Charset(type)
            : Invalid("unsupported_content_type", "Send the body as JSON, with the header `Content-Type: application/json`.");
    }

    private static Refusal? Charset(string type)
    {
        if (type.Length == Json.Length || type.EndsWith("; charset=utf-8", StringComparison.OrdinalIgnoreCase) && type.Length == Json.Length + "; charset=utf-8".Length)
        {
            return null; // What nearly everybody sends.
        }

        return MediaTypeHeaderValue.TryParse(type, out var parsed) && !parsed.Parameters.Any(IsOtherCharset) ? null : Invalid("unsupported_charset", "Send the body as UTF-8.");
    }

    private static bool IsOtherCharset(NameValueHeaderValue parameter) =>
        parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && !HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Refusal TooLarge(int mostBytes) => new()
    {
        Status = 413,
        Type = "invalid_request_error",
        Code = "request_too_large",
        Message = $"The request body is larger than this gateway takes ({mostBytes} bytes). Send less, or ask whoever runs the gateway to raise `--max-request-bytes` (`MaxRequestBytes` where it is embedded).",
    };

    private static Refusal Invalid(string code, string message) =>
        new() { Status = 400, Type = "invalid_request_error", Code = code, Message = message };
}
