using System.Text.RegularExpressions;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>A detector over a small alphabet whose boundaries, context and validator are picked by lot, and which says by .NET's expressions what it accepts.</summary>
internal sealed class SmallDetector : SpanDetector
{
    /// <summary>The characters of all texts.</summary>
    public const string Alphabet = "ab1- ";

    private static readonly string[] Patterns =
    [
        "a", "ab", "a-?b", "ab*a", "[ab]{2,4}", "(?:ab)+-|b", "a(?:-a){0,2}|-b", "1[a1]?", "[^a]b", "b.", "(?:a|ab)(?:1|b1)", "1{2}|1-1", "a+", "[ab1]+", "-[ab]*-", "(?:b|bb|-)1?a",
    ];

    private static readonly string[] Anchored =
    [
        @"\ba", @"a\b", @"\ba+\b", @"a\Bb", "^a", "b$", @"\A-?1", @"1\z", @"(?:\b|-)1b?", @"a(?:$|-)", @"\b[ab]+\b-?", @"[a-]\b[b1]", @"b?\b",
    ];

    private static readonly Dictionary<(string, int, int), Regex> Expressions = [];

    private readonly ContextWords _words;
    private readonly int _boundary;
    private readonly int _check;

    public SmallDetector(Random random, bool anchors, bool caps)
    {
        Pattern = anchors && random.Next(3) == 0 ? Pick(Anchored, random) : Pick(Patterns, random);
        ContextPattern = random.Next(3) == 0 ? Pick(Patterns, random) : null;
        Form = PatternReader.Read(Pattern).Node!;
        ContextForm = ContextPattern is null ? null : PatternReader.Read(ContextPattern).Node;
        MaxLength = caps && random.Next(2) == 0 ? 2 + random.Next(3) : DefaultMaxLength;
        IsRaw = random.Next(6) == 0;
        HasOwnContext = random.Next(2) == 0;
        _words = new ContextWords(random.Next(2) == 0 ? ["a", "b1"] : ["ab", "1", "ba"]);
        (_boundary, _check) = (random.Next(4), random.Next(5));
    }

    public override string Name => $"{Pattern} or {ContextPattern}, boundary {_boundary}, check {_check}, at most {MaxLength}";

    public string Pattern { get; }

    public string? ContextPattern { get; }

    public override PatternNode Form { get; }

    public override PatternNode? ContextForm { get; }

    public override int MaxLength { get; }

    public override bool IsRaw { get; }

    public override bool HasOwnContext { get; }

    public override IReadOnlyCollection<string> ContextTerms => _words.All;

    public override bool InContext(ReadOnlySpan<char> left) => HasOwnContext ? left.Contains("1", StringComparison.Ordinal) : _words.Precede(left);

    public override bool MayFollow(char previous) => (_boundary & 1) == 0 || previous != 'a';

    public override bool MayStart(ReadOnlySpan<char> left, char first) => left.IsEmpty || (MayFollow(left[^1]) && left is not [.., 'b', 'b']);

    /// <summary>Anything may follow, or anything but <c>b</c>, or <c>b</c> that <c>-</c> follows.</summary>
    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        _boundary < 2 || following is [not 'b', ..] ? SpanEnd.Holds
        : following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
        : following.Length == 1 ? (atEnd ? SpanEnd.Fails : SpanEnd.Undecided)
        : following[1] == '-' ? SpanEnd.Holds : SpanEnd.Fails;

    public override double Score(in SpanText span) => _check > 0 && (span.Folded[0] + (3 * span.Folded[^1]) + span.Folded.Length + (span.InContext ? 1 : 0)) % 5 == _check ? 0 : 1;

    /// <summary>Whether .NET's backtracking engine accepts exactly this part of a text, with a form that counts there.</summary>
    public bool Accepts(string text, int start, int end) =>
        Matches(Pattern, text, start, end) || (ContextPattern is { } more && InContext(text.AsSpan(0, start)) && Matches(more, text, start, end));

    private static bool Matches(string pattern, string text, int start, int end)
    {
        var key = (pattern, start, text.Length - end);
        if (!Expressions.TryGetValue(key, out var expression))
        {
            Expressions[key] = expression = new Regex($@"(?<=\A[\s\S]{{{key.start}}})(?:{pattern})(?=[\s\S]{{{key.Item3}}}\z)", RegexOptions.CultureInvariant);
        }

        return expression.IsMatch(text);
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
