namespace Keeptrusts.Policy.Diagnostics;

/// <summary>What a rule looks for.</summary>
/// <param name="Id">Its stable id, such as <c>KT0004</c>.</param>
/// <param name="Title">What is found, in a few words.</param>
/// <param name="Severity">How serious it mostly is; a finding says its own.</param>
public sealed record RuleInfo(string Id, string Title, DiagnosticSeverity Severity)
{
    /// <summary>The page about the rule.</summary>
    public string HelpUri => RuleCatalog.HelpUri(Id);
}
