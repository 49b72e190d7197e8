using System.Text;

namespace Keeptrusts.Policy.Diagnostics;

/// <summary>The page docs/rules/KTnnnn.md of a rule.</summary>
public static class RulePage
{
    /// <summary>The page as Markdown.</summary>
    /// <param name="rule">The rule.</param>
    public static string Of(RuleInfo rule)
    {
        var language = rule.IsAboutCode ? "csharp" : "yaml";
        return new StringBuilder()
            .Append("# ").Append(rule.Id).Append(": ").Append(rule.Title).Append("\n\n")
            .Append("Severity: ").Append(rule.Severity.ToString().ToLowerInvariant()).Append(".\n\n")
            .Append("## What\n\n").Append(rule.What).Append("\n\n")
            .Append("## Why\n\n").Append(rule.Why).Append("\n\n")
            .Append("## Wrong\n\n```").Append(language).Append('\n').Append(rule.Wrong.TrimEnd('\n')).Append("\n```\n\n")
            .Append("## Right\n\n```").Append(language).Append('\n').Append(rule.Right.TrimEnd('\n')).Append("\n```\n\n")
            .Append("## How to suppress\n\n").Append(HowToSuppress(rule)).Append('\n')
            .ToString();
    }

    /// <summary>How the rule's findings are hidden or made less serious.</summary>
    /// <param name="rule">The rule.</param>
    public static string HowToSuppress(RuleInfo rule) => rule switch
    {
        { IsAboutCode: true } => $"`#pragma warning disable {rule.Id}` around the place, or `dotnet_diagnostic.{rule.Id}.severity = none` in `.globalconfig`.",
        { IsEssential: true } => "Not at all: a document with such an error cannot be loaded.",
        _ => $"`# kt-lint-disable {rule.Id} -- reason` on the line or above, or `lint: {{ rules: {{ {rule.Id}: {{ severity: off, reason: … }} }} }}` in the document.",
    };
}
