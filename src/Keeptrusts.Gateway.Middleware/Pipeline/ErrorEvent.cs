using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>The event that says why a stream ends before its time.</summary>
internal static class ErrorEvent
{
    public static void Write(InboundCall call, Ending ending, IBufferWriter<byte> output)
    {
        var numbered = call.Surface.Kind == SurfaceKind.Responses;
        if (numbered || call.Surface.Kind == SurfaceKind.Messages)
        {
            output.Write("event: error\n"u8);
        }

        ReadOnlySpan<byte> data = ending.Refusal is not { } refusal ? ending.Body.Span : numbered ? Numbered(refusal, call, ending.NextNumber) : ErrorBody.Write(refusal, call);
        ChunkWriter.Write(data, new JsonEdits(), output);
    }

    // As responses have it, and with `error` as all others have it: some clients raise an exception for that one only.
    private static byte[] Numbered(Refusal refusal, InboundCall call, long number)
    {
        var output = new ArrayBufferWriter<byte>(512);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"error\",\"sequence_number\":{number},\"code\":")));
        JsonText.WriteString(output, refusal.Code);
        output.Write(",\"message\":"u8);
        JsonText.WriteString(output, refusal.Message);
        output.Write(",\"param\":"u8);
        if (refusal.Param is null)
        {
            output.Write("null"u8);
        }
        else
        {
            JsonText.WriteString(output, refusal.Param);
        }

        output.Write(","u8);
        output.Write(ErrorBody.Write(refusal, call).AsSpan(1)); // Without its opening brace: its one member stands beside the others.
        return output.WrittenSpan.ToArray();
    }
}
