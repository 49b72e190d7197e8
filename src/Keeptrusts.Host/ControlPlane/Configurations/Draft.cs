using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>A document on its way into force, checked against what was there when it was looked at.</summary>
internal sealed record Draft
{
    public required string Name { get; init; }

    public required string Document { get; init; }

    public required VersionSource Source { get; init; }

    /// <summary>The template it was made from.</summary>
    public string? Template { get; init; }

    public string? Note { get; init; }

    /// <summary>The configuration as it stood; <see langword="null"/> where this is its first version.</summary>
    public Configuration? Current { get; init; }

    public required DocumentCheck Check { get; init; }

    /// <summary>The configurations of templates that change with it.</summary>
    public IReadOnlyList<DerivedDraft> Derived { get; init; } = [];

    public ConfigurationVersion? Newest => Current?.Versions.FirstOrDefault();

    public ConfigurationVersion? InForce => Current?.Versions.FirstOrDefault(v => v.Revision == Current.Deployed);

    /// <summary>The stored version that is to be put into force again.</summary>
    public ConfigurationVersion? Existing { get; init; }

    /// <summary>The version that says the same already: the one in force, else the newest.</summary>
    public ConfigurationVersion? Same => Existing is not null ? Existing : Hash(Document) is var hash && InForce?.Sha256 == hash ? InForce : Newest?.Sha256 == hash ? Newest : null;

    /// <summary>The revision that it has, or will have.</summary>
    public int Revision => Same?.Revision ?? (Newest?.Revision ?? 0) + 1;

    /// <summary>Everything that is wrong with it, and with what would follow from it.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => [.. Check.Diagnostics, .. Derived.SelectMany(d => d.Problems)];

    public bool HasErrors => Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>SHA-256 of a document's UTF-8, in lower-case hex.</summary>
    public static string Hash(string document) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
}
