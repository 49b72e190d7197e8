using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1006: beyond this machine, prompts and keys travel encrypted.</summary>
internal sealed class PlainHttpRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var target in document.Targets)
        {
            if (Uri.TryCreate(target.Node.Text("base_url"), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
            {
                diagnostics.Warning(
                    RuleCodes.PlainHttp,
                    DocumentPath.Key(target.Path, "base_url"),
                    target.Node.Find("base_url")!.Value.Span,
                    $"`{target.Id}` is reached over plain http, so prompts and the provider's key travel in the clear",
                    "use https");
            }
        }
    }
}
