using Keeptrusts.Gateway.Middleware.Telemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Keeptrusts.Host.Composition;

/// <summary>
/// Sends out what the gateway tells: to Prometheus, which fetches it from the control listener, and to a collector where the environment names one by the
/// variables that every OpenTelemetry library reads (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin).
/// </summary>
internal static class TelemetryExport
{
    private const string Prefix = "OTEL_";
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>Adds it to the plane that tells for the process.</summary>
    /// <param name="builder">The plane.</param>
    /// <param name="environment">Finds an environment variable.</param>
    /// <param name="prometheus">Whether the plane has a place to fetch from.</param>
    public static void AddTo(WebApplicationBuilder builder, Func<string, string?> environment, bool prometheus)
    {
        var metrics = Exports("METRICS", environment);
        var traces = Exports("TRACES", environment);
        if (!prometheus && !metrics && !traces)
        {
            return;
        }

        // The libraries read their settings from here, and the planes have no other configuration.
        builder.Configuration.AddInMemoryCollection(Variables());
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => Name(resource, environment));
        if (prometheus || metrics)
        {
            telemetry.WithMetrics(meters =>
            {
                meters.AddMeter(KeeptrustsTelemetry.MeterName);
                if (prometheus)
                {
                    meters.AddPrometheusExporter();
                }

                if (metrics)
                {
                    meters.AddOtlpExporter();
                }
            });
        }

        if (traces)
        {
            telemetry.WithTracing(spans => spans.AddSource(KeeptrustsTelemetry.SourceName).AddOtlpExporter());
        }
    }

    /// <summary>What writes the metrics for Prometheus, where <see cref="AddTo"/> was told so.</summary>
    public static RequestDelegate Scraping(IApplicationBuilder app)
    {
        var branch = app.New();
        branch.UseOpenTelemetryPrometheusScrapingEndpoint(static _ => true);
        return branch.Build();
    }

    /// <summary>Adds a plane's log, where a collector is named for logs.</summary>
    /// <param name="builder">The plane.</param>
    /// <param name="environment">Finds an environment variable.</param>
    public static void AddLogsTo(WebApplicationBuilder builder, Func<string, string?> environment)
    {
        if (!Exports("LOGS", environment))
        {
            return;
        }

        builder.Configuration.AddInMemoryCollection(Variables());
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(Name(ResourceBuilder.CreateDefault(), environment)).AddOtlpExporter();
            logs.ParseStateValues = true;
        });
    }

    /// <summary>Whether the environment wants a signal sent.</summary>
    private static bool Exports(string signal, Func<string, string?> environment) =>
        !string.Equals(environment("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
        && !string.Equals(environment($"OTEL_{signal}_EXPORTER"), "none", StringComparison.OrdinalIgnoreCase)
        && (environment("OTEL_EXPORTER_OTLP_ENDPOINT") ?? environment($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is { Length: > 0 };

    // The resource's own reader of the variable comes first, and must not be overruled.
    private static ResourceBuilder Name(ResourceBuilder resource, Func<string, string?> environment) =>
        environment(ServiceName) is { Length: > 0 } ? resource : resource.AddService("keeptrusts", serviceVersion: ControlPlane.ProductVersion.Text);

    private static IEnumerable<KeyValuePair<string, string?>> Variables() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .Select(variable => new KeyValuePair<string, string?>((string)variable.Key, (string?)variable.Value))
        .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal));
}
