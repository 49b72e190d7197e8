using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1011: a target would be sent a secret that may not go to its host.</summary>
/// <param name="hostsOf">Knows where a secret of the store may go; <see langword="null"/>: nobody does.</param>
internal sealed class SecretHostRule(Func<string, IReadOnlyList<string>?>? hostsOf) : DocumentRule
{
    // Where the document leaves the address out.
    private const string OpenAiHost = "api.openai.com";

    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        foreach (var target in hostsOf is null ? [] : document.Targets)
        {
            if (target.Node.Map("secret_key_ref") is not { } reference || reference.Text("store") is not { } secret || hostsOf!(secret) is not { } hosts || Host(target) is not { } host
                || hosts.Any(h => Matches(h, host)))
            {
                continue;
            }

            var address = target.Node.Find("base_url");
            diagnostics.Add(new Diagnostic(
                RuleCodes.HostNotAllowed,
                DiagnosticSeverity.Error,
                address is null ? target.Path : DocumentPath.Key(target.Path, "base_url"),
                address?.Value.Span ?? target.IdSpan,
                $"`{target.Id}` would send the secret `{secret}` to `{host}`, which is not among its allowed hosts" + (hosts.Count == 0 ? "" : $" ({string.Join(", ", hosts)})"),
                $"ask an administrator for `kt secret set {secret} --allowed-host {host}`, or use another target")
            {
                Related = [new RelatedPlace(DocumentPath.Key(DocumentPath.Key(target.Path, "secret_key_ref"), "store"), reference.Find("store")!.Value.Span, "the secret")],
            });
        }
    }

    private static string? Host(TargetBlock target) =>
        Uri.TryCreate(target.Node.Text("base_url"), UriKind.Absolute, out var uri) ? uri.Host : target.Provider == "openai" && !target.Node.Has("base_url") ? OpenAiHost : null;

    /// <summary>Whether an entry allows a host: the same name, or <c>*.</c> and the end of it. IPv6 addresses may stand in brackets.</summary>
    private static bool Matches(string entry, string host) => entry.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > entry.Length - 1 && host.EndsWith(entry.Substring(1), StringComparison.OrdinalIgnoreCase)
        : string.Equals(entry.Trim('[', ']'), host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
}
