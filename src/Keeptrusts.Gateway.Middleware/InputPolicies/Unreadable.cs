using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.InputPolicies;

/// <summary>Parts that no policy can read: refused where a content policy might object, unless the document lets them pass.</summary>
internal static class Unreadable
{
    public static Refusal? Judge(Grant grant, CallRecord record)
    {
        var parts = grant.Request.Unreadable;
        if (parts.Count == 0)
        {
            return null;
        }

        var refused = parts.Where(part => !Allowed(grant, part.Kind)).ToList();
        if (refused.Count == 0)
        {
            record.Uninspected = [.. parts.Select(part => JsonPointer.At(grant.Request.Body.Span, part.At))];
            return null;
        }

        var kind = refused[0].Kind;
        record.Take(new PhaseOutcome(Verdict.Block, ReasonCodes.UnreadableContent, []));
        return new()
        {
            Status = 400,
            Type = "policy_violation",
            Code = "input_blocked",
            ReasonCode = ReasonCodes.UnreadableContent,
            Param = JsonPointer.At(grant.Request.Body.Span, refused[0].At),
            Message = kind == UnreadableKind.Tokens
                ? "No policy can read the ids of tokens. Send the text that they stand for."
                : $"No policy can read this {Noun(kind)}, and the configuration `{grant.Configuration.Label}` does not let it pass unread. "
                    + $"Send text, or ask whoever owns the configuration for `unreadable: {{ {Field(kind)}: allow }}`.",
        };
    }

    private static bool Allowed(Grant grant, UnreadableKind kind) =>
        Written(grant.Configuration.Plan.Unreadable, kind) ?? !grant.Scope.Reads(PolicyPhase.Input);

    private static bool? Written(UnreadableRule rule, UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => rule.Images,
        UnreadableKind.File => rule.Files,
        UnreadableKind.Audio => rule.Audio,
        UnreadableKind.Tokens => null,
        _ => rule.Remote,
    };

    private static string Noun(UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => "image",
        UnreadableKind.File => "file",
        UnreadableKind.Audio => "audio",
        _ => "remote address",
    };

    private static string Field(UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => "images",
        UnreadableKind.File => "files",
        UnreadableKind.Audio => "audio",
        _ => "remote",
    };
}
