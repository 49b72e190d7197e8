using System.Text.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Suites;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>
/// Covers keys and passwords in lines that are shown: a lint report ends up in build logs, and a key in the wrong place is one of the mistakes it reports.
/// </summary>
internal static partial class SecretMask
{
    private const string Document =
        """
        pack: { name: mask, version: 1.0.0, enabled: true }
        policies: { chain: [secret-detector] }
        policy: { secret-detector: { action: redact, redaction: { marker_format: mask, preserve_length: true } } }
        """;

    private static readonly Lazy<CorpusEvaluator> Evaluator = new(() => new CorpusEvaluator(
        PolicyEngine.Load(Document).Plan!, new CorpusOptions { Phase = PolicyPhase.Input, Now = DateTimeOffset.UnixEpoch }));

    /// <summary>The line, of the same length.</summary>
    public static string Apply(string line)
    {
        // Getting the detectors ready costs more than all the rest of a lint.
        if (!MayHoldSecret().IsMatch(line))
        {
            return line;
        }

        // No policy of the document waits for anything, so the answer is there at once.
        var result = Evaluator.Value.EvaluateAsync(JsonSerializer.SerializeToUtf8Bytes(new { id = 0, text = line }), 1).AsTask().GetAwaiter().GetResult();
        var masked = result.Error is null ? JsonElement.Parse(result.Json.Span).GetProperty("output").GetString() : null;
        return masked?.Length == line.Length ? masked : new string('*', line.Length);
    }

    // Letters and digits in one long word, or a word that announces a secret.
    [GeneratedRegex(
        @"[A-Za-z0-9+/_=.-]*(?:[0-9][A-Za-z+/_=.-]*[A-Za-z]|[A-Za-z][A-Za-z+/_=.-]*[0-9])[A-Za-z0-9+/_=.-]{6}|pass|pwd|secret(?!_key_ref|-detector)|token|credential|bearer|auth|cookie|api.?key|private.?key",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayHoldSecret();
}
