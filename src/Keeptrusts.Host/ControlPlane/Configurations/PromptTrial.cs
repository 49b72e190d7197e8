using System.Buffers;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>
/// Takes a prompt, and an answer to it, through the policies of a document as the gateway would, and tells what each of them said. Nobody is called, nothing is
/// counted, nothing recorded: no judge, no provider, no event, no escalation.
/// </summary>
internal sealed class PromptTrial(PolicyPlan plan, TimeProvider time)
{
    private const int CharactersPerToken = 4;

    public async ValueTask<TrialReport> RunAsync(TrialCall wanted, CancellationToken cancellationToken)
    {
        // 1. Who asks for what?
        var model = string.IsNullOrWhiteSpace(wanted.Model) ? plan.Targets.SelectMany(t => t.Models).FirstOrDefault(m => !m.AsSpan().ContainsAny('*', '?')) : wanted.Model.Trim();
        var group = model is null ? null : plan.FindGroup(model);
        List<TargetPlan> candidates = [.. (group?.Targets ?? plan.Targets).Where(t => group is not null || model is null || t.Models.Count == 0 || Glob.IsAnyMatch(t.Models, model))];
        var context = new PolicyContext
        {
            Team = wanted.Team,
            Key = wanted.Key,
            User = wanted.User,
            Roles = wanted.Roles,
            Model = model,
            CandidateModels = group?.AllNames ?? [],
            Providers = [.. candidates.Select(t => t.Id)],
            Environment = wanted.Environment,
        };
        var call = new PolicyCall(context, new PolicyServices { Time = time, Counters = new MemoryCounterStore(time), Secrets = static _ => null });
        var scope = plan.Scope(context, time.GetUtcNow());
        var results = new List<PolicyResult>();
        try
        {
            // 2. May this key ask this at all?
            var facts = new AdmissionFacts
            {
                Model = model ?? "",
                Aliases = group?.Names ?? [],
                UpstreamModels = group?.Models ?? [],
                InputTokens = (wanted.Prompt.Length + CharactersPerToken - 1) / CharactersPerToken,
            };
            if (Ends(scope.Admit(call, facts), results))
            {
                return Report(results, PolicyPhase.Admission, null, null, wanted, model);
            }

            // 3. May the text leave?
            string prompt;
            using (var input = scope.Begin(PolicyPhase.Input, call))
            {
                prompt = input.Rewrite(wanted.Prompt, () => "/messages/0/content", ChannelFormat.Text, new TextSource(TextRole.User, 0, TextPart.Content)) ?? wanted.Prompt;
                if (Ends(await input.CompleteAsync(cancellationToken), results))
                {
                    return Report(results, PolicyPhase.Input, null, null, wanted, model);
                }
            }

            // 4. Which targets may answer?
            if (candidates.Count > 0 && Ends(scope.ClearTargets(candidates).Outcome, results))
            {
                return Report(results, PolicyPhase.Routing, prompt, null, wanted, model);
            }

            // 5. May the answer be delivered? It comes as a stream would.
            if (string.IsNullOrEmpty(wanted.Answer))
            {
                return Report(results, null, prompt, null, wanted, model);
            }

            using var output = scope.Begin(PolicyPhase.Output, call);
            var released = new ArrayBufferWriter<char>(wanted.Answer.Length + 1);
            var channel = output.OpenChannel(ChannelFormat.Text, "/choices/0/message/content", new TextSource(TextRole.Assistant, 0, TextPart.Content));
            channel.Write(wanted.Answer, released);
            channel.Complete(released);
            var isRefused = Ends(await output.CompleteAsync(cancellationToken), results);
            return Report(results, isRefused ? PolicyPhase.Output : null, prompt, isRefused ? null : released.WrittenSpan.ToString(), wanted, model);
        }
        finally
        {
            call.End(0);
        }
    }

    // A judge that was not asked has failed, and its `on_error` would decide: what it would say is not known here, so it is left out.
    private static bool Ends(PhaseOutcome outcome, List<PolicyResult> results)
    {
        results.AddRange(outcome.Policies);
        return outcome.Policies.Any(p => p is { Shadow: false, Skipped: false, Verdict: >= Verdict.Escalate } && !TrialReport.WasNotAsked(p));
    }

    private static TrialReport Report(List<PolicyResult> results, PolicyPhase? end, string? prompt, string? answer, TrialCall wanted, string? model)
    {
        var decider = results.Where(r => r is { Shadow: false, Skipped: false } && !TrialReport.WasNotAsked(r)).MaxBy(r => r.Verdict);
        return new TrialReport(decider?.Verdict ?? Verdict.Allow, decider is { Verdict: > Verdict.Allow } ? decider.ReasonCode : ReasonCodes.AllPoliciesPassed, end, results, prompt, answer)
        {
            PromptWasChanged = prompt is not null && prompt != wanted.Prompt,
            AnswerWasChanged = answer is not null && answer != wanted.Answer,
            Model = model,
        };
    }
}
