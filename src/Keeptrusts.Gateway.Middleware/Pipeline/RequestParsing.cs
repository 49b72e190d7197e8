using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Bytes become a request, or a clear refusal.</summary>
internal static class RequestParsing
{
    [ThreadStatic]
    private static RequestReader? _reader;

    public static Step<ModelRequest> Parse(CallBody body, CallRecord record)
    {
        var request = (_reader ??= new()).Read(record.Call.Surface, body.Bytes, out var fault, record.Call.Deployment);
        fault ??= request is null ? null : UntrustedMessages.Mark(request, record.Call.Untrusted);
        if (request is null || fault is not null)
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
