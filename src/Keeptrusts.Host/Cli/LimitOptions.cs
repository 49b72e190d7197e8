using System.CommandLine;
using System.Globalization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli;

/// <summary>The options for the limits of a gateway, the same for every command that runs one.</summary>
internal sealed class LimitOptions
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 1024 * 1024 * 1024;

    private readonly Option<string?> _request = new("--max-request-bytes") { Description = "Largest request body [env: KEEPTRUSTS_MAX_REQUEST_BYTES, default: 10485760, which is 10 MiB]", HelpName = "BYTES" };
    private readonly Option<string?> _response = new("--max-response-bytes") { Description = "Largest response body that is not streamed [env: KEEPTRUSTS_MAX_RESPONSE_BYTES, default: 67108864, which is 64 MiB]", HelpName = "BYTES" };
    private readonly Option<string?> _calls = new("--max-concurrent-calls") { Description = "Calls at once above which new ones get 503 `overloaded` [env: KEEPTRUSTS_MAX_CONCURRENT_CALLS, default: 10000]", HelpName = "CALLS" };
    private readonly Option<string?> _keepAlive = new("--keep-alive-seconds") { Description = "Silence after which a stream gets a comment; 0: never [env: KEEPTRUSTS_KEEP_ALIVE_SECONDS, default: 15]", HelpName = "SECONDS" };

    /// <summary>All of them.</summary>
    public IReadOnlyList<Option> All => [_request, _response, _calls, _keepAlive];

    /// <summary>The limits as typed; what is absent comes from the environment, else stays the gateway's own.</summary>
    /// <param name="parsed">What was typed.</param>
    /// <param name="around">Where the environment is.</param>
    public Outcome<GatewayLimits> Read(ParseResult parsed, CliSurroundings around)
    {
        if (Number(_request, LeastBytes, MostBytes, "bytes").Refused(out var bad, out var request)
            || Number(_response, LeastBytes, MostBytes, "bytes").Refused(out bad, out var response)
            || Number(_calls, 1, 1_000_000, "calls").Refused(out bad, out var calls)
            || Number(_keepAlive, 0, 3600, "seconds").Refused(out bad, out var keepAlive))
        {
            return bad;
        }

        return new GatewayLimits { MaxRequestBytes = request.Value, MaxResponseBytes = response.Value, MaxConcurrentCalls = calls.Value, KeepAliveSeconds = keepAlive.Value };

        Outcome<Limit> Number(Option<string?> option, int least, int most, string unit)
        {
            var variable = "KEEPTRUSTS" + option.Name[1..].Replace('-', '_').ToUpperInvariant();
            var typed = parsed.GetValue(option);
            return (typed ?? around.Variable(variable)) is not { } text ? new Limit(null)
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? new Limit(number)
                : new Refusal(RefusalKind.Invalid, string.Create(CultureInfo.InvariantCulture, $"{(typed is null ? variable : option.Name)}: `{text}` is no number of {unit} from {least} to {most}; write digits alone"));
        }
    }

    private sealed record Limit(int? Value);
}
