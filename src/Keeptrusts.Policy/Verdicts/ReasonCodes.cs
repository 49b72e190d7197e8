namespace Keeptrusts.Policy.Verdicts;

/// <summary>The reason codes of the built-in kinds. Custom kinds bring their own.</summary>
public static class ReasonCodes
{
    /// <summary>No policy objected.</summary>
    public const string AllPoliciesPassed = "all_policies_passed";

    /// <summary>Personal data was found.</summary>
    public const string PiiDetected = "pii_detected";

    /// <summary>The model is not on the allow-list, or is on the deny-list.</summary>
    public const string ModelNotAllowed = "model_not_allowed";

    /// <summary>A hard cap leaves too little for the call.</summary>
    public const string BudgetExceeded = "budget_exceeded";

    /// <summary>A credential was found.</summary>
    public const string SecretDetected = "secret_detected";

    /// <summary>A patient's identifier was found.</summary>
    public const string PhiDetected = "phi_detected";

    /// <summary>A blocked term was found.</summary>
    public const string DlpBlockedTerm = "dlp_blocked_term";

    /// <summary>A pattern of one's own was found.</summary>
    public const string DlpPatternMatched = "dlp_pattern_matched";

    /// <summary>A term of a safety list was found.</summary>
    public const string SafetyTermDetected = "safety_term_detected";

    /// <summary>A text tries to override its instructions.</summary>
    public const string PromptInjectionDetected = "prompt_injection_detected";

    /// <summary>A moderation service objected.</summary>
    public const string ModerationFlagged = "moderation_flagged";

    /// <summary>The key's roles do not allow this.</summary>
    public const string RoleDenied = "role_denied";

    /// <summary>The tool, or its arguments, are not allowed.</summary>
    public const string ToolDenied = "tool_denied";

    /// <summary>No target meets the demands on data handling.</summary>
    public const string NoCompliantProvider = "no_compliant_provider";

    /// <summary>Too many requests, tokens, or calls at once.</summary>
    public const string RateLimitExceeded = "rate_limit_exceeded";

    /// <summary>A human has to decide first.</summary>
    public const string HumanApprovalRequired = "human_approval_required";

    /// <summary>A policy failed and its <c>on_error</c> decided.</summary>
    public const string PolicyError = "policy_error";

    /// <summary>The request carries a part that no policy can read, and the document does not allow it.</summary>
    public const string UnreadableContent = "unreadable_content";
}
