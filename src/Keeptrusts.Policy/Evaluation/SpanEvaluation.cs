using System.Buffers;
using System.Diagnostics;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation.Json;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The span policies of one phase over one call's channels.</summary>
internal sealed class SpanEvaluation(SpanPhase phase, PolicyCall call) : PhaseEvaluation
{
    private readonly SpanEdits _edits = new();
    private readonly List<SpanFindings> _findings = []; // one per channel, in the order in which they began
    private readonly List<SpanChannel> _channels = [];
    private readonly HashKeys _keys = new(call);
    private ChannelMarkers? _markers;
    private Dictionary<int, string>? _failures;
    private SpanFindings? _spare;
    private long _ticks;
    private bool _blocked;

    public override bool Blocked => _blocked;

    /// <summary>The call, for redactions that its phases share.</summary>
    public PolicyCall Call => call;

    /// <summary>Whether nothing more may pass. An input's text is for the caller to withhold: it is judged to its end.</summary>
    public bool Withholds => _blocked && phase.Phase == PolicyPhase.Output;

    /// <summary>Counts the time since <paramref name="began"/>, and hears whether a channel blocks.</summary>
    public void Note(SpanFindings findings, long began)
    {
        _ticks += Stopwatch.GetTimestamp() - began;
        _blocked |= findings.Blocks;
    }

    /// <summary>The key of a rule's hashes, or <see langword="null"/> where there is none: then the policy has failed.</summary>
    public string? HashKey(SpanRule rule)
    {
        var (key, error) = _keys.Find(rule);
        if (key is null)
        {
            Fail(rule.Policy, error);
        }

        return key;
    }

    /// <summary>A policy failed: it blocks, unless it fails open or only watches.</summary>
    /// <param name="policy">Its number in this phase.</param>
    /// <param name="error">The error's type.</param>
    public void Fail(int policy, string error)
    {
        (_failures ??= []).TryAdd(policy, error);
        _blocked |= phase.Policies[policy] is { FailsClosed: true, Shadow: false };
    }

    public override string? Rewrite(ReadOnlySpan<char> text, Func<string?>? at = null, ChannelFormat format = ChannelFormat.Text, TextSource source = default)
    {
        if (Withholds)
        {
            return "";
        }

        if (format == ChannelFormat.Json)
        {
            return RewriteThroughChannel(text, at, format);
        }

        var began = Stopwatch.GetTimestamp();
        var findings = NextFindings();
        _edits.Begin(findings, NextMarkers(), at);
        var matchers = phase.Matchers(ofKeys: false);
        var matcher = matchers.Rent();
        matcher.Write(text, _edits);
        matcher.Complete(_edits);
        matchers.Return(matcher);
        Note(findings, began);
        if (!_edits.Changed && _edits.Length == text.Length)
        {
            return null;
        }

        var rewritten = new ArrayBufferWriter<char>(text.Length + 16);
        _edits.Apply(text, default, rewritten);
        return rewritten.WrittenSpan.ToString();
    }

    public override IReadOnlyList<string?> RewriteParts(IReadOnlyList<string> parts, Func<string?>? at = null, TextSource source = default)
    {
        if (Withholds)
        {
            return [.. parts.Select(_ => "")];
        }

        var began = Stopwatch.GetTimestamp();
        var findings = NextFindings();
        _edits.Begin(findings, NextMarkers(), at);
        var matchers = phase.Matchers(ofKeys: false);
        var matcher = matchers.Rent();
        foreach (var part in parts)
        {
            matcher.Write(part, _edits);
        }

        matcher.Complete(_edits);
        matchers.Return(matcher);
        Note(findings, began);
        return PartEdits.Apply(_edits, parts);
    }

    public override ChannelEvaluation OpenChannel(ChannelFormat format, string? at = null, TextSource source = default)
    {
        var findings = new SpanFindings(phase);
        _findings.Add(findings);
        SpanChannel channel = format == ChannelFormat.Json
            ? new JsonChannel(this, phase, findings, at)
            : new TextChannel(this, phase, findings, at);
        _channels.Add(channel);
        return channel;
    }

    public override ValueTask<PhaseOutcome> CompleteAsync(CancellationToken cancellation = default)
    {
        _channels.ForEach(c => c.Abandon());
        var duration = Stopwatch.GetElapsedTime(0, _ticks);
        return new(TextPhase.Decide([.. phase.Policies.Select((p, i) => Result(p, i, duration))]));
    }

    protected override void Dispose(bool disposing)
    {
        _channels.ForEach(c => c.Finish());
        base.Dispose(disposing);
    }

    private PolicyResult Result(SpanPolicy policy, int index, TimeSpan duration)
    {
        List<Finding> findings = [];
        GravestFinding? gravest = null;
        _findings.ForEach(f => f.CollectFor(index, findings, ref gravest));
        var error = _failures?.GetValueOrDefault(index) ?? (_findings.Exists(f => f.FailedPolicies.Contains(index)) ? "DetectorFailed" : null);
        var failedClosed = error is not null && policy.FailsClosed;
        return new PolicyResult
        {
            Name = policy.Name,
            Kind = policy.Kind,
            Phase = phase.Phase,
            Verdict = failedClosed ? Verdict.Block : Decision.Of(gravest?.Action),
            ReasonCode = failedClosed ? ReasonCodes.PolicyError
                : gravest is not null ? gravest.Reason ?? policy.ReasonCode
                : error is not null ? ReasonCodes.PolicyError : ReasonCodes.AllPoliciesPassed,
            Findings = findings,
            Error = error,
            Shadow = policy.Shadow,
            Message = policy.Message,
            Duration = duration,
        };
    }

    // A channel without findings leaves its list to the next one.
    private SpanFindings NextFindings()
    {
        if (_spare is not { IsEmpty: true } || _findings[^1] != _spare)
        {
            _findings.Add(_spare = new SpanFindings(phase));
        }

        return _spare;
    }

    // Markers are numbered from 1 in every text.
    private ChannelMarkers NextMarkers()
    {
        _markers ??= new ChannelMarkers(this, phase);
        _markers.Reset();
        return _markers;
    }

    private string? RewriteThroughChannel(ReadOnlySpan<char> text, Func<string?>? at, ChannelFormat format)
    {
        var channel = (SpanChannel)OpenChannel(format, at?.Invoke());
        var rewritten = new ArrayBufferWriter<char>(text.Length + 16);
        var untouched = channel.Write(text, rewritten);
        channel.Complete(rewritten);
        _channels.Remove(channel);
        return untouched || (!channel.Changed && rewritten.WrittenCount == text.Length) ? null : rewritten.WrittenSpan.ToString();
    }
}
