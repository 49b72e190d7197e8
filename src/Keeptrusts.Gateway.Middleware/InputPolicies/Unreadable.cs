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

    /// <summary>Whether parts of a kind may pass.</summary>
    /// <param name="rule">What the document says.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="isRead">Whether a policy reads what the parts stand in, and so might object if it could read them.</param>
    public static bool Allowed(UnreadableRule rule, UnreadableKind kind, bool isRead) => Written(rule, kind) ?? !isRead;

    /// <summary>What a part of a kind is called.</summary>
    public static string Noun(UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => "image",
        UnreadableKind.File => "file",
        UnreadableKind.Audio => "audio",
        _ => "remote address",
    };

    /// <summary>The field of the document that lets parts of a kind pass.</summary>
    public static string Field(UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => "images",
        UnreadableKind.File => "files",
        UnreadableKind.Audio => "audio",
        _ => "remote",
    };

    private static bool Allowed(Grant grant, UnreadableKind kind) =>
        Allowed(grant.Configuration.Plan.Unreadable, kind, grant.Scope.Reads(PolicyPhase.Input));

    private static bool? Written(UnreadableRule rule, UnreadableKind kind) => kind switch
    {
        UnreadableKind.Image => rule.Images,
        UnreadableKind.File => rule.Files,
        UnreadableKind.Audio => rule.Audio,
        UnreadableKind.Tokens => null,
        _ => rule.Remote,
    };
}
