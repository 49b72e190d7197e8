using System.Buffers;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>Step 3: may this text leave?</summary>
internal static class InputInspection
{
    public static async ValueTask<Step<ClearedCall>> InspectAsync(Grant grant, CallRecord record, EscalationGate escalations)
    {
        if (Unreadable.Judge(grant, record) is { } refusal)
        {
            return refusal;
        }

        var edits = new JsonEdits();
        if (!grant.Scope.Reads(PolicyPhase.Input))
        {
            return new ClearedCall(grant, edits, record.Verdict, record.Policies);
        }

        using var evaluation = grant.Scope.Begin(PolicyPhase.Input, grant.Call);
        var modelFound = JudgeModel(grant.Request, evaluation);
        if (modelFound)
        {
            record.Model = null; // Events carry no content.
        }

        var nameFound = Judge(grant.Request, evaluation, edits) || modelFound;
        var outcome = await evaluation.CompleteAsync(record.Call.HungUp).ConfigureAwait(false);
        if (outcome.Verdict == Verdict.Escalate)
        {
            var reviewed = await escalations.ReviewRequestAsync(grant.Escalated(record), outcome, edits.Applied(grant.Request.Body)).ConfigureAwait(false);
            if (reviewed.Refused(out var undecided, out var lifted))
            {
                record.Take(outcome);
                return undecided;
            }

            outcome = lifted;
        }

        var unrewritable = nameFound && outcome.Verdict != Verdict.Block;
        outcome = unrewritable ? PolicyRefusals.Unrewritable(outcome) : outcome;
        record.Take(outcome);
        return unrewritable ? PolicyRefusals.UnrewritableName("input_blocked", outcome)
            : outcome.Verdict == Verdict.Block ? PolicyRefusals.Of("input_blocked", outcome, record.Call)
            : new ClearedCall(grant, edits, record.Verdict, record.Policies);
    }

    /// <summary>The caller chooses the model's name, so it carries text like any other field; rewritten, it would be another model.</summary>
    private static bool JudgeModel(ModelRequest request, PhaseEvaluation evaluation) =>
        evaluation.Rewrite(request.Model, () => "/model", source: new(TextRole.Unknown, RequestSources.NoMessage, TextPart.Other)) is not null || evaluation.Blocked;

    /// <returns>Whether something was found in a member's name, which cannot be rewritten without changing what the request means.</returns>
    internal static bool Judge(ModelRequest request, PhaseEvaluation evaluation, JsonEdits edits)
    {
        var body = request.Body;
        var nameFound = false;
        var judgedGroup = 0;
        for (var i = 0; i < request.Texts.Count; i++)
        {
            var slot = request.Texts[i];
            if (slot.Group != 0)
            {
                if (slot.Group > judgedGroup)
                {
                    JudgeGroup(request, Group(request.Texts, i), evaluation, edits);
                    judgedGroup = slot.Group;
                }

                continue;
            }

            var raw = slot.Raw(body.Span);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var text = chars.AsSpan(0, JsonText.Decode(raw, slot.Escaped, chars));
            var rewritten = evaluation.Rewrite(
                text,
                () => JsonPointer.At(body.Span, slot.Token.Start),
                slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text,
                slot.Source);
            text.Clear();
            ArrayPool<char>.Shared.Return(chars);
            if (rewritten is not null && slot.Kind == TextKind.Name)
            {
                nameFound = true;
            }
            else if (rewritten is not null)
            {
                edits.ReplaceByString(slot.Token, rewritten);
            }
        }

        return nameFound;
    }

    /// <summary>The slots of one group, which are numbered in order; other members of the parts (`type`) may stand between them.</summary>
    private static List<TextSlot> Group(IReadOnlyList<TextSlot> texts, int first)
    {
        var group = new List<TextSlot>(2);
        for (var i = first; i < texts.Count && texts[i].Group <= texts[first].Group; i++)
        {
            if (texts[i].Group == texts[first].Group)
            {
                group.Add(texts[i]);
            }
        }

        return group;
    }

    private static void JudgeGroup(ModelRequest request, List<TextSlot> group, PhaseEvaluation evaluation, JsonEdits edits)
    {
        var body = request.Body;
        var parts = new string[group.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = JsonText.ToText(group[i], body.Span);
        }

        var rewritten = evaluation.RewriteParts(parts, () => JsonPointer.At(body.Span, group[0].Token.Start), group[0].Source);
        for (var i = 0; i < parts.Length; i++)
        {
            if (rewritten[i] is { } text)
            {
                edits.ReplaceByString(group[i].Token, text);
            }
        }
    }
}
