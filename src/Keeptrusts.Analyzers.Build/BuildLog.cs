using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Reports;
using Microsoft.Build.Framework;

namespace Keeptrusts.Analyzers.Build;

/// <summary>Says findings in the build, at <c>file(line,column)</c>.</summary>
/// <param name="engine">The build.</param>
/// <param name="warnings">What the project says about warnings.</param>
internal sealed class BuildLog(IBuildEngine engine, WarningSettings warnings)
{
    private const string Sender = "KeeptrustsPolicyLint";

    /// <summary>Whether an error was logged.</summary>
    public bool HasErrors { get; private set; }

    // A build event carries the time of the wall clock; there is nothing to test in it.
#pragma warning disable RS0030
    private static DateTime Now => DateTime.UtcNow;
#pragma warning restore RS0030

    /// <summary>Says a finding. The end of its place is left out, since it would change the form <c>file(line,column)</c>.</summary>
    public void Finding(string path, Diagnostic finding)
    {
        var (line, column) = (finding.Span.Line, finding.Span.Column);
        var (text, help) = (FindingText.Of(finding), RuleCatalog.HelpUri(finding.Code));
        if (finding.Severity == DiagnosticSeverity.Error || (finding.Severity == DiagnosticSeverity.Warning && warnings.IsError(finding.Code)))
        {
            HasErrors = true;
            engine.LogErrorEvent(new BuildErrorEventArgs(null, finding.Code, path, line, column, 0, 0, text, finding.Code, Sender, help, Now));
        }
        else if (finding.Severity == DiagnosticSeverity.Warning && !warnings.IsSilent(finding.Code))
        {
            engine.LogWarningEvent(new BuildWarningEventArgs(null, finding.Code, path, line, column, 0, 0, text, finding.Code, Sender, help, Now));
        }
        else
        {
            // Infos are shown from `-verbosity:normal` on.
            var importance = finding.Severity == DiagnosticSeverity.Warning ? MessageImportance.Low : MessageImportance.Normal;
            engine.LogMessageEvent(new BuildMessageEventArgs(null, finding.Code, path, line, column, 0, 0, text, finding.Code, Sender, importance, Now));
        }
    }

    /// <summary>Says that lint could not do its work. That fails the build, or lint would stop in silence.</summary>
    public void Trouble(string? path, string message)
    {
        HasErrors = true;
        engine.LogErrorEvent(new BuildErrorEventArgs(null, null, path, 0, 0, 0, 0, message, null, Sender, null, Now));
    }

    /// <summary>For those who look closely (<c>-verbosity:detailed</c>).</summary>
    public void Detail(string message) => engine.LogMessageEvent(new BuildMessageEventArgs(message, null, Sender, MessageImportance.Low, Now));
}
