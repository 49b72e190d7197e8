namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>The names by which hosts ask for what the gateway tells: traces and metrics, never content and never keys.</summary>
public static class KeeptrustsTelemetry
{
    /// <summary>Name of the source of spans, for <c>AddSource</c>.</summary>
    public const string SourceName = "Keeptrusts.Gateway";

    /// <summary>Name of the meter, for <c>AddMeter</c>.</summary>
    public const string MeterName = "Keeptrusts.Gateway";
}
