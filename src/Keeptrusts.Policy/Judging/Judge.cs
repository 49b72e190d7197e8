using System.Diagnostics;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Judging;

/// <summary>A judging policy of a phase: who it is, and how its words become a result.</summary>
/// <typeparam name="TPolicy">What it can be asked.</typeparam>
/// <param name="Policy">The policy.</param>
/// <param name="Order">Its place in the chain.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Shadow">Whether it only watches.</param>
/// <param name="FailsClosed">Whether an error of the policy blocks the call.</param>
/// <param name="Message">What a refused caller is told.</param>
internal sealed record Judge<TPolicy>(TPolicy Policy, int Order, string Name, string Kind, bool Shadow, bool FailsClosed, string? Message)
{
    /// <summary>Asks, and turns an error into what <c>on_error</c> says. The error's message may hold text, so only its type is kept.</summary>
    public PolicyResult Ask<TState>(PolicyPhase phase, TState state, Func<TPolicy, TState, Judgement> ask)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return Said(phase, ask(Policy, state), began);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Failed(phase, e, began);
        }
    }

    /// <inheritdoc cref="Ask"/>
    public async ValueTask<PolicyResult> AskAsync(PolicyPhase phase, Func<TPolicy, ValueTask<Judgement>> ask, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return Said(phase, await ask(Policy).ConfigureAwait(false), began);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            return Failed(phase, e, began);
        }
    }

    /// <summary>The result of a policy whose work an earlier block made needless.</summary>
    public PolicyResult Skipped(PolicyPhase phase) => Result(phase, Verdict.Allow, ReasonCodes.AllPoliciesPassed) with { Skipped = true };

    private PolicyResult Said(PolicyPhase phase, Judgement said, long began)
    {
        if (said.Verdict == Verdict.Redact)
        {
            throw new InvalidOperationException("a policy that judges cannot redact; find spans instead");
        }

        return Result(phase, said.Verdict, said.ReasonCode) with
        {
            Findings = said.Findings,
            Message = said.Verdict == Verdict.Allow ? null : Message ?? said.Message,
            Duration = Stopwatch.GetElapsedTime(began),
        };
    }

    private PolicyResult Failed(PolicyPhase phase, Exception e, long began) =>
        Result(phase, FailsClosed ? Verdict.Block : Verdict.Allow, ReasonCodes.PolicyError) with
        {
            Error = e.GetType().Name,
            Message = FailsClosed ? Message : null,
            Duration = Stopwatch.GetElapsedTime(began),
        };

    private PolicyResult Result(PolicyPhase phase, Verdict verdict, string reason) =>
        new() { Name = Name, Kind = Kind, Phase = phase, Verdict = verdict, ReasonCode = reason, Shadow = Shadow };
}
