using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>The same gateway for callers who speak HTTP/2.</summary>
public sealed class EveryFaceByHttp2 : EveryFace
{
    protected override HttpProtocols Protocols => HttpProtocols.Http2;
}
