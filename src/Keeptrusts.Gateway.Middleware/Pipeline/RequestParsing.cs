using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Bytes become a request, or a clear refusal.</summary>
internal static class RequestParsing
{
    [ThreadStatic]
    private static ChatRequestReader? _reader;

    public static Step<ChatRequest> Parse(CallBody body, CallRecord record)
    {
        var request = (_reader ??= new()).Read(body.Bytes, out var fault);
        if (request is null)
        {
            return new Refusal
            {
                Status = 400,
                Type = "invalid_request_error",
                Code = fault!.Code,
                Message = fault.Message,
                Param = fault.Param,
            };
        }

        record.Model = request.Model;
        record.Stream = request.Stream;
        return request;
    }
}
