using System.Collections.Concurrent;
using Keeptrusts.Policy.Injection.Normalization;
using Keeptrusts.Policy.Injection.Rules;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>What scoring needs for one piece of text; rented, so that a call allocates only its result.</summary>
internal sealed class ScoringBuffers
{
    private static readonly ConcurrentBag<ScoringBuffers> Pool = [];

    private readonly Disguises _disguises = new(RuleTable.Embedded.Vocabulary);

    public NormalText Text { get; } = new();

    public List<Token> Tokens { get; } = [];

    public List<RuleMatch> Matches { get; } = [];

    public List<LiteralMatch> Literals { get; } = [];

    public TokenFeatures Features { get; } = new();

    public FeatureSet Seen { get; } = new();

    public List<int> Signals { get; } = [];

    public static ScoringBuffers Rent() => Pool.TryTake(out var buffers) ? buffers : new ScoringBuffers();

    public static void Return(ScoringBuffers buffers) => Pool.Add(buffers);

    /// <summary>Takes the piece of <paramref name="text"/> that begins at <paramref name="start"/> through all steps up to the features.</summary>
    /// <returns>Where the next piece begins; the text's length after the last.</returns>
    public int Read(string text, int start, bool untrusted, InjectionOptions options)
    {
        var table = RuleTable.Embedded;
        var next = new Normalizer(options, table.Vocabulary).Fill(text, start, Text);
        if (options.NormalizeUnicode)
        {
            _disguises.Undo(Text);
        }

        Tokenizer.Cut(Text.Units, table.Vocabulary, Tokens);
        RuleMatcher.Find(table, Tokens, Matches);
        LiteralRules.Find(Text.Units, untrusted, Literals);
        Features.Read(Text.Units, Tokens);
        return next;
    }
}
