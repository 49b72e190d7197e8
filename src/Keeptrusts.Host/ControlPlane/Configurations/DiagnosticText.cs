using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Writes diagnostics the way compilers do, so that editors and build logs link to the place.</summary>
internal static class DiagnosticText
{
    /// <summary><c>file(line,col): error KTnnnn: message; suggestion</c></summary>
    public static string Of(string file, Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "info",
        };
        var suggestion = diagnostic.Suggestion is { Length: > 0 } text ? $"; {text}" : "";
        return $"{file}({diagnostic.Span.Line},{diagnostic.Span.Column}): {severity} {diagnostic.Code}: {diagnostic.Message}{suggestion}";
    }
}
