using System.Text.RegularExpressions;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>A policy document compiled, and held against what this host can supply.</summary>
/// <param name="Plan">The plan; <see langword="null"/> where a diagnostic is an error.</param>
/// <param name="Diagnostics">Every problem, in document order.</param>
internal sealed record DocumentCheck(PolicyPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics)
{
    private const string UnresolvedSecret = "KT1001";

    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error);

    /// <param name="document">The document's text.</param>
    /// <param name="environment">Finds an environment variable of this host.</param>
    /// <param name="secrets">What the host's secrets may be used for; <see langword="null"/> where that is not asked.</param>
    /// <param name="trusted">Whether whoever started the host wrote the document.</param>
    /// <param name="prices">The prices of the organisation; <see langword="null"/> where they are not asked.</param>
    /// <param name="accepted">Whether the document was accepted before and is only loaded again.</param>
    public static DocumentCheck Of(
        string document, Func<string, string?> environment, SecretCheck? secrets = null, bool trusted = true, IPriceDirectory? prices = null, bool accepted = false)
    {
        var loaded = PolicyEngine.Load(document, new PolicyOptions { HasPrice = prices is null ? null : prices.Has, AllowedHosts = secrets is null ? null : secrets.HostsOf, WasAccepted = accepted });
        var unresolved = (loaded.Plan?.EnvironmentVariables ?? [])
            .Where(name => string.IsNullOrEmpty(environment(name)))
            .Select(name => Unresolved(document, name))
            .Concat(loaded.Plan is null || secrets is null ? [] : secrets.Problems(loaded.Plan, trusted).Select(problem => problem.Diagnostic(Locate(document, problem.Name))))
            .ToList();
        return unresolved.Count == 0
            ? new(loaded.Plan, loaded.Diagnostics)
            : new(null, [.. loaded.Diagnostics.Where(d => d.Code != UnresolvedSecret).Concat(unresolved).OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column)]);
    }

    private static Diagnostic Unresolved(string document, string name) => new(
        UnresolvedSecret,
        DiagnosticSeverity.Error,
        $"variables.{name}",
        Locate(document, name),
        $"the environment variable `{name}` is not set on this machine",
        $"set it before starting (`export {name}=…`), or remove the target that needs it");

    // The plan knows names, not places: the first mention outside a comment is the declaration or the reference.
    private static SourceSpan Locate(string document, string name)
    {
        var number = 0;
        foreach (var line in document.Split('\n'))
        {
            number++;
            var match = Regex.Match(line, $@"^[^#]*?(?<![A-Za-z0-9_]){Regex.Escape(name)}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant);
            if (match.Success)
            {
                var end = match.Index + match.Length + 1;
                return new(number, end - name.Length, number, end);
            }
        }

        return new(1, 1, 1, 1);
    }
}
