namespace Keeptrusts.Policy.Diagnostics;

/// <summary>What a rule looks for.</summary>
/// <param name="Id">Its stable id, such as <c>KT0004</c>.</param>
/// <param name="Title">What is found, in a few words.</param>
/// <param name="Severity">How serious it mostly is; a finding says its own.</param>
public sealed record RuleInfo(string Id, string Title, DiagnosticSeverity Severity)
{
    /// <summary>What is found, in whole sentences.</summary>
    public string What { get; init; } = "";

    /// <summary>Why it matters.</summary>
    public string Why { get; init; } = "";

    /// <summary>A whole document (of KT6xxx: source) that has the finding.</summary>
    public string Wrong { get; init; } = "";

    /// <summary>The same without it.</summary>
    public string Right { get; init; } = "";

    /// <summary>Whether a document with such a finding cannot be loaded at all, so that the finding can be neither lowered nor suppressed.</summary>
    public bool IsEssential { get; init; }

    /// <summary>Whether the rule is about C# source rather than about policy documents.</summary>
    public bool IsAboutCode => Id.StartsWith("KT6", StringComparison.Ordinal);

    /// <summary>The page about the rule.</summary>
    public string HelpUri => RuleCatalog.HelpUri(Id);
}
