using System.Text;
using Keeptrusts.Host.Records;
using Microsoft.Extensions.Logging.Console;

namespace Keeptrusts.Host.Composition;

/// <summary>
/// The web application of one plane: Kestrel on one address, routing, logging of warnings, and nothing else. Each plane has
/// its own, so nothing of the control plane stands in front of a call.
/// </summary>
internal static class PlaneBuilder
{
    public static WebApplicationBuilder Create(ListenAddress address, TimeProvider time, long? maxRequestBytes, WebApplicationOptions? options = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(options ?? new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // A header that is no UTF-8, such as a key copied with a stray letter, reaches the plane, whose error says what is wrong; Kestrel's is empty.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = maxRequestBytes;
            kestrel.Listen(address.Address, address.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        Configure(builder.Logging);
        return builder;
    }

    /// <summary>The log of what runs beside the planes.</summary>
    public static ILoggerFactory Logs() => LoggerFactory.Create(Configure);

    private static void Configure(ILoggingBuilder logging)
    {
        logging.AddConsole(console => console.FormatterName = PlainLogFormatter.FormatterName).AddConsoleFormatter<PlainLogFormatter, ConsoleFormatterOptions>();
        logging.SetMinimumLevel(LogLevel.Warning);
        // A start that fails is reported in our own words.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        logging.AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
    }

    /// <summary>Leaves signals to whoever runs the two planes.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
