using System.Text.Json.Serialization;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>The audit event of one call: what happened and why; what was said only where the policy asks for it. JSON names are snake_case.</summary>
public sealed record CallEvent
{
    /// <summary>Unique id, sortable by time.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// <c>call</c> for a call that was judged, <c>refusal</c> for one that was refused before; <c>config_rejected</c> for a changed policy document
    /// that did not load, so that the version before stays in force (<see cref="ReasonCode"/> is then its first error's code).
    /// </summary>
    public required string EventType { get; init; }

    /// <summary>When the call arrived.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The id in the response header <c>x-request-id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>The route, such as <c>/v1/chat/completions</c>.</summary>
    public required string Route { get; init; }

    /// <summary>Whether the caller asked for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>The HTTP status that the caller got.</summary>
    public int Status { get; init; }

    /// <summary>The final verdict: <c>allow</c>, <c>warn</c>, <c>redact</c>, <c>escalate</c> or <c>block</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>How the exchange ended: <c>completed</c>, <c>refused</c>, <c>cancelled</c> (the caller hung up), <c>cut</c> (a policy or budget ended it, or its key was revoked at once), <c>failed</c> (upstream).</summary>
    public required string Outcome { get; init; }

    /// <summary>The error code that the caller got, if any.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Id of the escalation, where a human has to decide; the caller got it too.</summary>
    public string? EscalationId { get; init; }

    /// <summary>What each policy said.</summary>
    public IReadOnlyList<PolicyTrace> PolicyResults { get; init; } = [];

    /// <summary>How long each step of the pipeline took, in order.</summary>
    public IReadOnlyList<StepTrace> Steps { get; init; } = [];

    /// <summary>The gateway's name.</summary>
    public required string Gateway { get; init; }

    /// <summary>The key's team.</summary>
    public string? Team { get; init; }

    /// <summary>The key's id.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key's name.</summary>
    public string? KeyName { get; init; }

    /// <summary>The key's owner; of a key that may act on behalf of others, whom its caller named.</summary>
    public string? User { get; init; }

    /// <summary>The model as requested.</summary>
    public string? Model { get; init; }

    /// <summary>Id of the target that answered.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// The attempts at providers, in order; <see langword="null"/> where the only one needs no word: it answered, and was sent the model as requested.
    /// </summary>
    public IReadOnlyList<AttemptTrace>? Attempts { get; init; }

    /// <summary>The configuration that governed, <c>name@version</c>.</summary>
    public string? ConfigVersion { get; init; }

    /// <summary>Tokens.</summary>
    public UsageTrace? Usage { get; init; }

    /// <summary>What was settled, in US dollars.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>Spend above what was reserved, in US dollars.</summary>
    public decimal OverrunUsd { get; init; }

    /// <summary>Time, in milliseconds.</summary>
    public required LatencyTrace Latency { get; init; }

    /// <summary>The provider's finish reason of the first choice.</summary>
    public string? FinishReason { get; init; }

    /// <summary>JSON pointers of parts that no policy could read and that were let pass.</summary>
    public IReadOnlyList<string> Uninspected { get; init; } = [];

    /// <summary>What was said, where the policy's <c>audit-logger</c> has it kept; otherwise <see langword="null"/>.</summary>
    public ContentTrace? Content { get; init; }

    /// <summary>Days that the policy lets the event be kept; <see langword="null"/>: as long as the host keeps events.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Id of the hash chain that the event is part of: the gateway's, as long as it has the same journal. The journal sets it.</summary>
    public string? Chain { get; init; }

    /// <summary>The event's number in its chain, counting from 1. The journal sets it.</summary>
    public long? Seq { get; init; }

    /// <summary>Hash of the event before, in lower-case hex; 64 zeros for the first. The journal sets it.</summary>
    public string? PrevHash { get; init; }

    /// <summary>SHA-256 over the previous hash and the digest of this event without its hashes, in lower-case hex. The journal sets it.</summary>
    public string? Hash { get; init; }
}

/// <summary>One policy's part of a <see cref="CallEvent"/>.</summary>
public sealed record PolicyTrace
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The phase, in lower case.</summary>
    public required string Phase { get; init; }

    /// <summary>The verdict, in lower case.</summary>
    public required string Verdict { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Where, without the text.</summary>
    public IReadOnlyList<FindingTrace> Findings { get; init; } = [];

    /// <summary>Whether it only watched.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whether an earlier block made it needless.</summary>
    public bool Skipped { get; init; }

    /// <summary>The type of the error by which the policy failed, so that its <c>on_error</c> made the verdict.</summary>
    public string? Error { get; init; }

    /// <summary>Time spent, in milliseconds.</summary>
    public double DurationMs { get; init; }
}

/// <summary>One finding of a <see cref="PolicyTrace"/>.</summary>
/// <param name="Type">Entity or pattern name.</param>
/// <param name="Start">First UTF-16 code unit in the channel's original text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="At">JSON pointer of the channel.</param>
public sealed record FindingTrace(string Type, int Start, int End, double Score, string? At);

/// <summary>How long one step took.</summary>
/// <param name="Name">The step's name, such as <c>authenticate</c>.</param>
/// <param name="Ms">Milliseconds.</param>
public sealed record StepTrace(string Name, double Ms);

/// <summary>Tokens of one call.</summary>
public sealed record UsageTrace
{
    /// <summary>Prompt tokens, cached ones included.</summary>
    public int Prompt { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public int Completion { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    public int Cached { get; init; }

    /// <summary>Prompt tokens written to the provider's cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CacheWrite { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    public int Reasoning { get; init; }

    /// <summary>Whether the gateway counted, because the provider did not say.</summary>
    public bool Estimated { get; init; }
}

/// <summary>Where the time of a call went, in milliseconds.</summary>
public sealed record LatencyTrace
{
    /// <summary>From the request's arrival to its last byte.</summary>
    public double Total { get; init; }

    /// <summary>Spent in the gateway.</summary>
    public double Gateway { get; init; }

    /// <summary>To the first token; <see langword="null"/> where nothing was streamed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Ttft { get; init; }

    /// <summary>Spent waiting for the provider.</summary>
    public double Upstream { get; init; }
}
