using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>Accepts the request and never answers, until the caller goes away.</summary>
public sealed record SilentReply : MockReply
{
    private protected override Task WriteCoreAsync(HttpContext context, RecordedRequest request) =>
        Task.Delay(Timeout.Infinite, context.RequestAborted);
}
