using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>
/// Runs a plan over a corpus, one JSON line in, one out (<c>kt policy eval</c>): what the policies would do to a team's own texts. Safe for use from several
/// threads. In: <c>{"id", "text"}</c> or <c>{"id", "messages"}</c>, optionally <c>"chunks"</c> (the text as a stream) and <c>"context"</c>.
/// </summary>
public sealed class CorpusEvaluator
{
    private readonly PolicyPlan _plan;
    private readonly CorpusOptions _options;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Phase, environment and time.</param>
    /// <exception cref="ArgumentException">The phase has no text.</exception>
    public CorpusEvaluator(PolicyPlan plan, CorpusOptions options)
    {
        if (options.Phase is not (PolicyPhase.Input or PolicyPhase.Output))
        {
            throw new ArgumentException("A corpus is evaluated in phase input or output.", nameof(options));
        }

        _plan = plan;
        _options = options;
    }

    /// <summary>Evaluates one line.</summary>
    /// <param name="line">The line, UTF-8, with or without its line end.</param>
    /// <param name="number">Its number, for errors.</param>
    /// <param name="cancellation">Ends the wait for policies that ask others.</param>
    public async ValueTask<CorpusResult> EvaluateAsync(ReadOnlyMemory<byte> line, int number, CancellationToken cancellation = default)
    {
        // 1. Line → case.
        if (!CorpusCase.TryRead(line, out var read, out var trouble))
        {
            return new CorpusResult(default, null, $"line {number}: {trouble}");
        }

        // 2. Which policies apply?
        var context = Context(read);
        var scope = _plan.Scope(context, _options.Now);
        var services = (_options.Services ?? new PolicyServices()) with { Counters = new MemoryCounterStore(TimeProvider.System) };
        var call = new PolicyCall(context, services);

        // 3. Decide, then measure what a stream would hold back.
        var decision = await CorpusRun.DecideAsync(_plan, scope, _options.Phase, read, call, cancellation).ConfigureAwait(false);
        var held = HeldMeter.Measure(scope, _options.Phase, read, new PolicyCall(context, services));

        // 4. Case and decision → line.
        return new CorpusResult(CorpusWriter.Write(read, decision, held), decision.Outcome.Verdict, null);
    }

    private PolicyContext Context(CorpusCase read)
    {
        var given = read.Context;
        var model = given.Model;
        var providers = given.Providers.Count > 0 || model is null
            ? given.Providers
            : [.. _plan.Targets.Where(t => t.Models.Count == 0 || Selectors.Glob.IsAnyMatch(t.Models, model)).Select(t => t.Id)];
        return given with { Providers = providers, Environment = given.Environment ?? _options.Environment };
    }
}
