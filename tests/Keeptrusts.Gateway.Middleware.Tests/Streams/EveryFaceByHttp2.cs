using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>The same gateway for callers who speak HTTP/2.</summary>
public sealed class EveryFaceByHttp2 : EveryFace
{
    private protected override Task<TestGateway> StartAsync() => TestGateway.StartAsync(protocols: HttpProtocols.Http2);
}
