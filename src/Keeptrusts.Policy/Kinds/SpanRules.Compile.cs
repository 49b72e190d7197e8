using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Text.Checks;
using Keeptrusts.Policy.Text.Custom;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>What a policy looks for in texts and streams. Immutable: each method gives a longer list.</summary>
public sealed class SpanRules
{
    private SpanRules(IReadOnlyList<SpanRule> rules) => Rules = rules;

    /// <summary>Nothing yet.</summary>
    public static SpanRules None { get; } = new([]);

    internal IReadOnlyList<SpanRule> Rules { get; }

    /// <summary>An entity with a built-in detector.</summary>
    /// <param name="entity">Its name, such as <c>US_SSN</c>.</param>
    /// <param name="action">What follows.</param>
    /// <param name="marker">What stands in its place where it is redacted; <see langword="null"/>: the name in brackets.</param>
    /// <exception cref="ArgumentException">There is no such entity.</exception>
    public SpanRules Entity(string entity, PolicyAction action, string? marker = null) => DetectorCatalog.EntityNames.Contains(entity)
        ? new([.. Rules, new SpanRule(0, entity, action, Shadow: false, marker ?? $"[{entity}]", [])])
        : throw new ArgumentException($"there is no built-in entity `{entity}`", nameof(entity));

    /// <summary>A pattern: literals, classes, groups, alternation and greedy repeats of .NET's syntax. Letters match whatever their case.</summary>
    /// <param name="name">The finding's type, such as <c>TICKET</c>.</param>
    /// <param name="pattern">The pattern; it is found anywhere, also inside words.</param>
    /// <param name="action">What follows.</param>
    /// <param name="marker">What stands in its place where it is redacted; <see langword="null"/>: the name in brackets.</param>
    /// <exception cref="ArgumentException">The pattern is wrong, uses other syntax, matches the empty text, or cannot be searched for in a stream.</exception>
    public SpanRules Pattern(string name, string pattern, PolicyAction action, string? marker = null) =>
        PatternCheck.Of(pattern, realtime: false) is [var trouble, ..]
            ? throw new ArgumentException($"the pattern is wrong at {trouble.Position}: {trouble.Message}; {trouble.Suggestion}", nameof(pattern))
            : Add(name, action, marker, [UserPattern.Compile(name, pattern, raw: false).Detector!]);

    /// <summary>Words and phrases, found as whole words, whatever their case and the white space between them.</summary>
    /// <param name="name">The finding's type, such as <c>CODE_NAME</c>.</param>
    /// <param name="terms">The words and phrases.</param>
    /// <param name="action">What follows.</param>
    /// <param name="marker">What stands in its place where it is redacted; <see langword="null"/>: the name in brackets.</param>
    /// <exception cref="ArgumentException">There is no term that is not blank.</exception>
    public SpanRules Terms(string name, IEnumerable<string> terms, PolicyAction action, string? marker = null) =>
        TermList.Of(name, terms) is { Count: > 0 } lists
            ? Add(name, action, marker, lists)
            : throw new ArgumentException("there is no term that is not blank", nameof(terms));

    private SpanRules Add(string name, PolicyAction action, string? marker, IEnumerable<SpanDetector> detectors) =>
        new([.. Rules, .. detectors.Select(d => new SpanRule(0, name, action, Shadow: false, marker ?? $"[{name}]", []) { Detector = d })]);
}
