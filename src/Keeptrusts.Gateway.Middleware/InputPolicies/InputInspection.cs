using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>Step 3: may this text leave?</summary>
internal static class InputInspection
{
    public static Step<ClearedCall> Inspect(Grant grant, CallRecord record)
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

        using var evaluation = grant.Scope.Begin(PolicyPhase.Input);
        var nameFound = Judge(grant.Request, evaluation, edits);
        var outcome = evaluation.Complete();
        record.Take(outcome);
        if (outcome.Verdict >= Verdict.Escalate)
        {
            return PolicyRefusals.Blocked("input_blocked", outcome);
        }

        return nameFound
            ? PolicyRefusals.UnrewritableName("input_blocked", outcome)
            : new ClearedCall(grant, edits, record.Verdict, record.Policies);
    }

    /// <returns>Whether something was found in a member's name, which cannot be rewritten without changing what the request means.</returns>
    private static bool Judge(ChatRequest request, PhaseEvaluation evaluation, JsonEdits edits)
    {
        var body = request.Body;
        var nameFound = false;
        for (var i = 0; i < request.Texts.Count; i++)
        {
            var slot = request.Texts[i];
            var last = LastOfGroup(request.Texts, i);
            if (last > i)
            {
                JudgeGroup(request, i, last, evaluation, edits);
                i = last;
                continue;
            }

            var raw = slot.Raw(body.Span);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var text = chars.AsSpan(0, JsonText.Decode(raw, slot.Escaped, chars));
            var rewritten = evaluation.Rewrite(
                text,
                () => JsonPointer.At(body.Span, slot.Token.Start),
                slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text);
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

    private static int LastOfGroup(IReadOnlyList<TextSlot> texts, int first)
    {
        var last = first;
        while (texts[first].Group != 0 && last + 1 < texts.Count && texts[last + 1].Group == texts[first].Group)
        {
            last++;
        }

        return last;
    }

    private static void JudgeGroup(ChatRequest request, int first, int last, PhaseEvaluation evaluation, JsonEdits edits)
    {
        var body = request.Body;
        var parts = new string[last - first + 1];
        for (var i = first; i <= last; i++)
        {
            var raw = request.Texts[i].Raw(body.Span);
            var chars = new char[raw.Length];
            parts[i - first] = new string(chars, 0, JsonText.Decode(raw, request.Texts[i].Escaped, chars));
        }

        var rewritten = evaluation.RewriteParts(parts, () => JsonPointer.At(body.Span, request.Texts[first].Token.Start));
        for (var i = first; i <= last; i++)
        {
            if (rewritten[i - first] is { } text)
            {
                edits.ReplaceByString(request.Texts[i].Token, text);
            }
        }
    }
}
