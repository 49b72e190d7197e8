using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.Cli.Output;

namespace Keeptrusts.Host.Cli.Events;

/// <summary>An event as a line of a tail.</summary>
internal static class EventText
{
    private const string Reset = "\e[0m";

    public static string Line(CallEvent call, bool colour)
    {
        var verdict = call.Verdict.PadRight(8);
        var fields = new[]
        {
            call.Timestamp.ToUniversalTime().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
            colour ? $"{Colour(call.Verdict)}{verdict}{Reset}" : verdict,
            call.Status.ToString(CultureInfo.InvariantCulture),
            call.ErrorCode ?? call.ReasonCode,
            $"{call.Team ?? Show.Nothing}/{call.KeyName ?? Show.Nothing}",
            $"{call.Model ?? Show.Nothing} → {call.Provider ?? Show.Nothing}",
            Show.Milliseconds(call.Latency.Total),
            call.Id,
        };
        return string.Join("  ", fields);
    }

    private static string Colour(string verdict) => verdict switch
    {
        "block" => "\e[31m",
        "escalate" => "\e[35m",
        "redact" => "\e[33m",
        "warn" => "\e[36m",
        _ => "\e[32m",
    };
}
