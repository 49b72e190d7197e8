using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Detectors;

/// <summary>A built-in detector: one pattern, and where context words make more forms credible, a wider second one.</summary>
internal abstract class PatternDetector : SpanDetector
{
    /// <summary>Compiles the patterns; a mistake in them is a bug of ours.</summary>
    protected PatternDetector(string name, string pattern, string? contextPattern = null)
    {
        Name = name;
        Pattern = pattern;
        ContextPattern = contextPattern;
        Form = Parse(pattern);
        ContextForm = contextPattern is null ? null : Parse(contextPattern);
    }

    public override string Name { get; }

    /// <summary>What the documentation says of it.</summary>
    public abstract EntityInfo Info { get; }

    /// <summary>Whether it finds anything without a context word.</summary>
    public virtual bool StandsAlone => true;

    /// <summary>How many words back its context words may stand, at most <see cref="ContextWords.Reach"/>.</summary>
    public virtual int Reach => ContextWords.Reach;

    /// <summary>Context words as the documentation lists them.</summary>
    public virtual IReadOnlyCollection<string> ContextDescription => Context?.All ?? [];

    /// <summary>The form that is found anywhere.</summary>
    public string Pattern { get; }

    /// <summary>Further forms, found only after a context word.</summary>
    public string? ContextPattern { get; }

    public sealed override PatternNode Form { get; }

    public sealed override PatternNode? ContextForm { get; }

    public sealed override IReadOnlyCollection<string> ContextTerms => Context?.All ?? [];

    public override bool MayFollow(char previous) => !Letters.IsWord(previous);

    public override bool MayStart(ReadOnlySpan<char> left, char first) => left.IsEmpty || !Letters.IsWord(left[^1]);

    /// <summary>Words of which one must precede for <see cref="ContextPattern"/> to count; <see langword="null"/> for none.</summary>
    public virtual ContextWords? Context => null;

    /// <summary>Whether one of <see cref="Context"/> is among the last words.</summary>
    public override bool InContext(ReadOnlySpan<char> left) => Context is { } words && words.Precede(left);

    private static PatternNode Parse(string pattern)
    {
        var (node, error) = PatternReader.Read(pattern);
        return node ?? throw new InvalidOperationException($"built-in pattern is wrong at {error!.Position}: {error.Message}");
    }
}
