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

    /// <summary>A policy failed and its <c>on_error</c> decided.</summary>
    public const string PolicyError = "policy_error";

    /// <summary>The request carries a part that no policy can read, and the document does not allow it.</summary>
    public const string UnreadableContent = "unreadable_content";
}
