using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Remembers and records rejected documents.</summary>
internal sealed class ConfigurationHealth(Journal journal, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ConfigurationHealth> logger)
    : IConfigurationHealth
{
    private volatile ConfigurationRejection? _rejection;

    public ConfigurationRejection? Rejection => _rejection;

    public async Task RejectedAsync(string configuration, string inForce, string code)
    {
        var rejection = new ConfigurationRejection(configuration, inForce, code, time.GetUtcNow());
        _rejection = rejection;
        logger.ConfigurationRejected(configuration, code, inForce);
        try
        {
            await journal.AppendAsync(new JournalEntry(JsonSerializer.SerializeToUtf8Bytes(Event(rejection), JournalJson.Default.CallEvent), true)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // `/readyz` says already that the journal cannot be written.
            logger.ConfigurationEventUnwritable();
        }
    }

    public void Accepted(string configuration)
    {
        if (_rejection?.Configuration == configuration)
        {
            _rejection = null;
        }
    }

    // No call: what belongs to one is empty, and nothing was judged.
    private CallEvent Event(ConfigurationRejection rejection) => new()
    {
        Id = Ids.New("evt_", rejection.At),
        EventType = "config_rejected",
        Timestamp = rejection.At,
        RequestId = "",
        Route = "",
        Verdict = Names.Of(Verdict.Allow),
        ReasonCode = rejection.Code,
        Outcome = Outcomes.Refused,
        ErrorCode = "config_rejected",
        Gateway = options.Value.Name,
        ConfigVersion = rejection.InForce,
        Latency = new(),
    };
}
