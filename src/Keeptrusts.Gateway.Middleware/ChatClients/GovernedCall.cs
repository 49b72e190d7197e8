using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>One admitted call of a governed chat client, from its admission to its end.</summary>
/// <param name="governance">What governs it.</param>
/// <param name="scope">The policies that apply.</param>
/// <param name="policyCall">The call as they see it.</param>
internal sealed class GovernedCall(ChatGovernance governance, ScopedPlan scope, PolicyCall policyCall) : IDisposable
{
    private AnswerPolicies? _answer;
    private UsageDetails? _usage;

    public ScopedPlan Scope => scope;

    public PolicyCall PolicyCall => policyCall;

    /// <summary>Hears what the model said, for models that do not tell their usage.</summary>
    public OutputMeter Meter { get; } = new();

    /// <summary>Tokens of the prompt as the gateway counts them, from the moment that the model is asked; <see langword="null"/> before.</summary>
    public int? Prompt { get; set; }

    /// <summary>What policies say about the answer.</summary>
    public AnswerPolicies Answer => _answer ??= new(
        scope.Reads(PolicyPhase.Output) ? scope.Begin(PolicyPhase.Output, policyCall) : null,
        scope.JudgesTools ? scope.BeginTools(policyCall) : null,
        policyCall.Issued);

    /// <summary>
    /// Whether callers hear of a conversation that the provider keeps. Otherwise they send the whole history with each call, which policies then read.
    /// </summary>
    public bool ShowsConversation => governance.AllowRawOptions || !scope.Reads(PolicyPhase.Input);

    /// <summary>Whether parts that no policy can read may pass.</summary>
    public bool Allows(UnreadableKind kind, PolicyPhase phase) => Unreadable.Allowed(governance.Plan.Unreadable, kind, scope.Reads(phase));

    public void Hear(UsageDetails? usage)
    {
        if (usage is not null)
        {
            (_usage ??= new()).Add(usage);
        }
    }

    public void Dispose()
    {
        policyCall.End(Tokens);
        _answer?.Dispose();
        Meter.Dispose();
    }

    private long Tokens => Prompt is not { } prompt ? 0
        : _usage is { TotalTokenCount: { } total } ? total
        : (_usage?.InputTokenCount ?? prompt) + (_usage?.OutputTokenCount ?? Meter.Count());
}
