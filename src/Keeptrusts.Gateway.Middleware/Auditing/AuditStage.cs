using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>Step 10: the record of the call, durable before the caller gets the last byte.</summary>
internal sealed class AuditStage(Journal journal, IOptions<GatewayOptions> options, TimeProvider time)
{
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public Task RecordAsync(EventFacts facts)
    {
        var line = new JournalEntry(JsonSerializer.SerializeToUtf8Bytes(Event(facts), JournalJson.Default.CallEvent), true);
        return facts.Settlement is { } settlement ? journal.AppendAsync(settlement, line) : journal.AppendAsync(line);
    }

    private static PolicyTrace Trace(PolicyResult result) => new()
    {
        Name = result.Name,
        Kind = result.Kind,
        Phase = Names.Of(result.Phase),
        Verdict = Names.Of(result.Verdict),
        ReasonCode = result.ReasonCode,
        Findings = result.Findings.Count == 0 ? [] : [.. result.Findings.Select(finding => new FindingTrace(finding.Type, finding.Start, finding.End, finding.Score, finding.At))],
        Shadow = result.Shadow,
        Skipped = result.Skipped,
        Error = result.Error,
        DurationMs = Math.Round(result.Duration.TotalMilliseconds, 4),
    };

    private CallEvent Event(EventFacts facts)
    {
        var record = facts.Record;
        var total = time.GetElapsedTime(record.Call.ArrivedTimestamp);
        return new()
        {
            Id = Ids.New("evt_", record.Call.ArrivedAt),
            EventType = facts.Outcome == Outcomes.Refused ? "refusal" : "call",
            Timestamp = record.Call.ArrivedAt,
            RequestId = record.Call.RequestId,
            Route = record.Call.Route,
            Stream = record.Stream,
            Status = facts.Status,
            Verdict = Names.Of(record.Verdict),
            ReasonCode = record.ReasonCode,
            Outcome = facts.Outcome,
            ErrorCode = facts.ErrorCode,
            EscalationId = facts.EscalationId,
            PolicyResults = [.. record.Policies.Select(Trace)],
            Steps = record.Steps,
            Gateway = options.Value.Name,
            Team = facts.Key.TeamId,
            KeyId = facts.Key.Id,
            KeyName = facts.Key.Name,
            User = record.User ?? facts.Key.Owner,
            Model = record.Model,
            Provider = facts.Provider,
            Attempts = record.Attempts,
            ConfigVersion = facts.ConfigVersion,
            Usage = facts.Usage,
            CostUsd = facts.CostUsd,
            OverrunUsd = facts.OverrunUsd,
            Latency = new()
            {
                Total = Round(total),
                Gateway = Round(total - record.Upstream - record.Caller),
                Upstream = Round(record.Upstream),
                Ttft = record.FirstToken is { } first ? Round(first) : null,
            },
            FinishReason = record.FinishReason,
            Uninspected = record.Uninspected,
            Content = facts.Content,
            RetentionDays = facts.RetentionDays,
        };
    }

    private static double Round(TimeSpan span) => Math.Round(span.TotalMilliseconds, 4);
}
