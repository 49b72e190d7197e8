using System.Collections.Concurrent;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.ControlPlane.Templates;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>
/// The configurations of keys that were taken from templates, one for each gateway and template in use: the template's policies with the gateway's
/// targets, made anew whenever either changes, and kept as versions like any other.
/// </summary>
internal sealed class DerivedConfigurations(
    IConfigurationStore store, GatewayDirectory gateways, TemplateLibrary templates, ITokenDirectory tokens, DocumentChecker checker, AuditTrail audit, TimeProvider time)
{
    private const int Attempts = 3;

    // A key that is about to be made is stored within moments of its template being asked for.
    private static readonly TimeSpan Moments = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _wanted = new(StringComparer.Ordinal);

    /// <summary>The templates that a working key was taken from.</summary>
    public IReadOnlyList<string> InUse
    {
        get
        {
            var now = time.GetUtcNow();
            var used = tokens.All.Where(t => t.Type == KeyKind.Gateway && t.Template is not null && t.RevokedAt is null && !(t.ExpiresAt <= now)).Select(t => t.Template!);
            return [.. used.Concat(_wanted.Where(w => now - w.Value < Moments).Select(w => w.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Counts a template as in use for the moments until its key is stored.</summary>
    public void Want(string template) => _wanted[template] = time.GetUtcNow();

    /// <summary>Forgets that: no key comes of it.</summary>
    public void Forget(string template) => _wanted.TryRemove(template, out _);

    /// <summary>The names that a configuration's gateways give to derived ones.</summary>
    public IEnumerable<string> PrefixesOf(string configuration) => gateways.All.Where(g => g.Configuration == configuration).Select(g => DerivedDraft.NameOf(g.Id, ""));

    /// <summary>What follows from a new document of a configuration: a draft for each of its gateways and each template in use.</summary>
    public IReadOnlyList<DerivedDraft> FollowingDocument(string configuration, string document) =>
        [.. gateways.All.Where(g => g.Configuration == configuration).SelectMany(gateway => OfGateway(gateway.Id, document))];

    /// <summary>What a gateway needs beside a document: a draft for each template in use.</summary>
    public IReadOnlyList<DerivedDraft> OfGateway(string gateway, string document) =>
        [.. InUse.Select(name => Draft(gateway, name, templates.Find(name)?.Template, document))];

    /// <summary>What follows from a new text of a template, or from its first use: a draft for each gateway.</summary>
    public async Task<IReadOnlyList<DerivedDraft>> FollowingTemplateAsync(string name, PolicyTemplate? template, CancellationToken cancellationToken)
    {
        var drafts = new List<DerivedDraft>();
        foreach (var gateway in gateways.All)
        {
            var current = await store.FindAsync(gateway.Configuration, cancellationToken);
            if (current?.Versions.FirstOrDefault(v => v.Revision == current.Deployed) is { } inForce)
            {
                drafts.Add(Draft(gateway.Id, name, template, inForce.Document));
            }
        }

        return drafts;
    }

    /// <summary>Keeps drafts as versions where they say something new.</summary>
    public async Task<IReadOnlyList<PolicyConfiguration>> StoreAsync(IEnumerable<DerivedDraft> drafts, CancellationToken cancellationToken)
    {
        var stored = new List<PolicyConfiguration>();
        foreach (var draft in drafts)
        {
            if (draft is { Document: not null, Plan: { } plan })
            {
                stored.Add(new PolicyConfiguration(draft.Name, await StoreAsync(draft, draft.Document, cancellationToken), plan));
            }
        }

        return stored;
    }

    private DerivedDraft Draft(string gateway, string name, PolicyTemplate? template, string document)
    {
        var derived = DerivedDraft.NameOf(gateway, name);
        if (template is null)
        {
            return new(derived, name, null, null, [Problem(name, "DERIVED", "it is not there any more", "put it back, or revoke its keys")]);
        }

        var composed = TemplateComposer.Compose(template.Text, document, derived);
        var check = composed.Text is { } text ? checker.Of(text, VersionSource.Template) : new DocumentCheck(null, composed.Diagnostics);
        var problems = check.Errors.Select(d => Problem(name, d.Code, d.Message, d.Suggestion));
        return new(derived, name, composed.Text, check.Plan, [.. problems]);
    }

    private async Task<int> StoreAsync(DerivedDraft draft, string document, CancellationToken cancellationToken)
    {
        var hash = Configurations.Draft.Hash(document);
        for (var attempt = 1; ; attempt++)
        {
            var current = await store.FindAsync(draft.Name, cancellationToken);
            var inForce = current?.Versions.FirstOrDefault(v => v.Revision == current.Deployed);
            if (inForce?.Sha256 == hash)
            {
                return inForce.Revision;
            }

            var now = time.GetUtcNow();
            var version = new ConfigurationVersion
            {
                Configuration = draft.Name,
                Revision = (current?.Versions.FirstOrDefault()?.Revision ?? 0) + 1,
                Document = document,
                Sha256 = hash,
                Source = VersionSource.Template,
                Template = draft.Template,
                Author = Principal.Host.Id,
                CreatedAt = now,
            };
            var deployment = new ConfigurationDeployment { Configuration = draft.Name, Revision = version.Revision, Actor = Principal.Host.Id, At = now, LintedBefore = true };
            var entry = audit.Entry(Principal.Host, "configuration.deploy", inForce, version);

            // Two nodes that derive at once make one version: whoever was slower finds it at its next look.
            if (await store.AddAsync(version, deployment, current?.Deployed, entry, cancellationToken) || attempt == Attempts)
            {
                return version.Revision;
            }
        }
    }

    // Nobody wrote this document, so its lines would point nowhere.
    private static Diagnostic Problem(string template, string code, string message, string? suggestion) =>
        new(code, DiagnosticSeverity.Error, "", new SourceSpan(1, 1, 1, 2), $"keys of the template `{template}` would be left without a configuration: {message}", suggestion);
}
