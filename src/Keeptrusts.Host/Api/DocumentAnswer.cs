using System.Text.Json;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Policy.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Keeptrusts.Host.Api;

/// <summary>Refuses documents with errors: all findings at once, for a program and for a person.</summary>
internal static class DocumentAnswer
{
    private const int Status = StatusCodes.Status422UnprocessableEntity;

    /// <param name="context">The request.</param>
    /// <param name="file">What the document is called.</param>
    /// <param name="sentence">What did not happen.</param>
    /// <param name="findings">All findings.</param>
    public static Task RefuseAsync(HttpContext context, string file, string sentence, IReadOnlyList<Diagnostic> findings)
    {
        var lines = findings.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => DiagnosticText.Of(file, d));
        var problem = new DocumentProblemView(
            "about:blank",
            ReasonPhrases.GetReasonPhrase(Status),
            Status,
            KeyMask.Clean(string.Join('\n', lines.Prepend(sentence))),
            DiagnosticView.Of(findings, DiagnosticSeverity.Error),
            DiagnosticView.Of(findings, DiagnosticSeverity.Warning),
            DiagnosticView.Of(findings, DiagnosticSeverity.Info));
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/problem+json";
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, ControlJson.Sentences.DocumentProblemView, context.RequestAborted);
    }
}
