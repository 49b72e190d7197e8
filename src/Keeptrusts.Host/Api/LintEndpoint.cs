using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Api;

/// <summary><c>POST /v1/lint</c>: the findings that <c>kt policy lint --json</c> gives, and those of this host (secrets that it does not have).</summary>
internal sealed class LintEndpoint(DocumentChecker checker, LintMemory linted) : IApiRoutes
{
    public IEnumerable<ApiRoute> Routes =>
    [
        new("POST", "/v1/lint", Permission.Read, "Checks a policy document; stores nothing.", LintAsync) { Body = typeof(LintRequest), Answer = typeof(LintView) },
    ];

    private async Task LintAsync(HttpContext context, Principal caller)
    {
        if ((await ApiBody.ReadAsync(context, ControlJson.Default.LintRequest)).Refused(out var unreadable, out var request))
        {
            await ApiAnswer.RefuseAsync(context, unreadable);
            return;
        }

        if (request.Document is not { } document)
        {
            await ApiAnswer.RefuseAsync(context, new(RefusalKind.Invalid, "`document` is missing; give the text to check"));
            return;
        }

        linted.Remember(document);
        await ApiAnswer.OkAsync(context, View(request.File ?? "policy-config.yaml", PolicyEngine.Inspect(document), checker.Of(document, VersionSource.Edit)), ControlJson.Sentences.LintView);
    }

    private static LintView View(string file, PolicyInspection about, DocumentCheck check) => new()
    {
        Valid = !check.Errors.Any(),
        File = file,
        Pack = new(about.Name, about.Version),
        Chain = about.Chain,
        PolicyCount = about.PolicyCount,
        Errors = DiagnosticView.Of(check.Diagnostics, DiagnosticSeverity.Error),
        Warnings = DiagnosticView.Of(check.Diagnostics, DiagnosticSeverity.Warning),
        Infos = DiagnosticView.Of(check.Diagnostics, DiagnosticSeverity.Info),
    };
}
