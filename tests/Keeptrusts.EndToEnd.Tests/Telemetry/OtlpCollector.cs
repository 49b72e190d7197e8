using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.EndToEnd.Tests.Telemetry;

/// <summary>A collector of OpenTelemetry on loopback sockets: OTLP over HTTP and over gRPC. It keeps all that it is sent, byte for byte.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const string GrpcPath = "/opentelemetry.proto.collector.";

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>Every body so far, whatever it says.</summary>
    public IReadOnlyList<byte[]> Bodies => [.. _received.Select(r => r.Body)];

    /// <summary>Every span so far.</summary>
    public IReadOnlyList<OtlpSpan> Spans => [.. Of("trace").SelectMany(m => m.Below(1)).SelectMany(resource => resource.Below(2)).SelectMany(scope => scope.Below(2)).Select(span => new OtlpSpan(span))];

    /// <summary>The names of all metrics so far.</summary>
    public IReadOnlySet<string> Metrics => Of("metrics").SelectMany(m => m.Below(1)).SelectMany(resource => resource.Below(2)).SelectMany(scope => scope.Below(2)).Select(metric => metric.Text(1)).ToHashSet();

    /// <summary>The texts of all log records so far.</summary>
    public IReadOnlyList<string> Logs => [.. Of("logs").SelectMany(m => m.Below(1)).SelectMany(resource => resource.Below(2)).SelectMany(scope => scope.Below(2)).SelectMany(record => record.Below(5)).Select(body => body.Text(1))];

    /// <summary>The names of the services that sent something.</summary>
    public IReadOnlySet<string> Services => _received.SelectMany(r => ProtoMessage.Read(r.Body).Below(1)).SelectMany(r => r.Below(1)).Select(r => OtlpSpan.Attributes(r, 1).GetValueOrDefault("service.name", "")).ToHashSet();

    /// <param name="protocol">As <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> says it.</param>
    public Uri Address(string protocol) => new(_app.Urls.ElementAt(protocol == "grpc" ? 1 : 0));

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var collector = new OtlpCollector(builder.Build());
        collector._app.Run(collector.TakeAsync);
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<ProtoMessage> Of(string signal) => _received.Where(r => r.Signal == signal).Select(r => ProtoMessage.Read(r.Body));

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var (path, bytes) = (context.Request.Path.Value!, body.ToArray());
        if (path.StartsWith(GrpcPath, StringComparison.Ordinal))
        {
            // One message, uncompressed: a flag, its length, itself.
            Assert.Equal((0, bytes.Length - 5), (bytes[0], BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1))));
            _received.Enqueue((path[GrpcPath.Length..].Split('.')[0], bytes[5..]));
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
            return;
        }

        _received.Enqueue((path == "/v1/traces" ? "trace" : path["/v1/".Length..], bytes));
        context.Response.ContentType = "application/x-protobuf";
    }
}
