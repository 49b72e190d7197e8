using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Writes diagnostics the way compilers do, so that editors and build logs link to the place.</summary>
internal static class DiagnosticText
{
    /// <summary><c>file(line,col): error KTnnnn: message; suggestion</c></summary>
    public static string Of(string file, Diagnostic diagnostic)
    {
        var suggestion = diagnostic.Suggestion is { Length: > 0 } text ? $"; {text}" : "";
        return Headline(file, diagnostic) + suggestion;
    }

    /// <summary><c>file(line,col): error KTnnnn: message</c></summary>
    public static string Headline(string file, Diagnostic diagnostic) =>
        $"{file}({diagnostic.Span.Line},{diagnostic.Span.Column}): {Severity(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.Message}";

    /// <summary>The severity as compilers spell it.</summary>
    public static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
