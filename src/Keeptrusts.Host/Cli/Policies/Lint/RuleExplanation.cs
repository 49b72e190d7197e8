using System.Text;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>What a rule is about, for a terminal; the same words as its page.</summary>
internal static class RuleExplanation
{
    /// <summary>All rules, a line each.</summary>
    public static string List() => string.Concat(RuleCatalog.All.Select(r => $"{r.Id}  {DiagnosticText.Severity(r.Severity),-7}  {r.Title}\n"));

    public static string Of(RuleInfo rule)
    {
        var text = new StringBuilder();
        text.Append(rule.Id).Append(" (").Append(DiagnosticText.Severity(rule.Severity)).Append("): ").Append(rule.Title).Append("\n\n")
            .Append(rule.What).Append("\n\nWhy: ").Append(rule.Why).Append("\n\nWrong:\n\n");
        Append(text, rule.Wrong);
        text.Append("\nRight:\n\n");
        Append(text, rule.Right);
        return text.Append("\nHow to suppress: ").Append(RulePage.HowToSuppress(rule)).Append("\n\n").Append(rule.HelpUri).Append('\n').ToString();
    }

    private static void Append(StringBuilder text, string example)
    {
        foreach (var line in example.TrimEnd('\n').Split('\n'))
        {
            text.Append(line.Length == 0 ? "" : "    ").Append(line).Append('\n');
        }
    }
}
