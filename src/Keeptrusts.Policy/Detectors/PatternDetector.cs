using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Detectors;

/// <summary>A built-in detector: one pattern, and where context words make more forms credible, a wider second one.</summary>
internal abstract class PatternDetector : SpanDetector
{
    private readonly Dfa _automaton;
    private readonly Dfa? _contextAutomaton;

    /// <summary>Compiles the patterns; a mistake in them is a bug of ours.</summary>
    protected PatternDetector(string name, string pattern, string? contextPattern = null)
    {
        Name = name;
        Pattern = pattern;
        ContextPattern = contextPattern;
        _automaton = Compile(pattern);
        _contextAutomaton = contextPattern is null ? null : Compile($"{pattern}|{contextPattern}");
        Automata = _contextAutomaton is null ? [_automaton] : [_automaton, _contextAutomaton];
    }

    public override string Name { get; }

    /// <summary>What the documentation says of it.</summary>
    public virtual EntityInfo? Info => null;

    /// <summary>The form that is found anywhere.</summary>
    public string Pattern { get; }

    /// <summary>Further forms, found only after a context word.</summary>
    public string? ContextPattern { get; }

    public override IReadOnlyList<Dfa> Automata { get; }

    public sealed override Dfa Automaton(ReadOnlySpan<char> left) =>
        _contextAutomaton is not null && InContext(left) ? _contextAutomaton : _automaton;

    public override bool MayFollow(char previous) => !Letters.IsWord(previous);

    public override bool MayStart(ReadOnlySpan<char> left, char first) => left.IsEmpty || !Letters.IsWord(left[^1]);

    /// <summary>Words of which one must precede for <see cref="ContextPattern"/> to count; <see langword="null"/> for none.</summary>
    public virtual ContextWords? Context => null;

    /// <summary>Whether <see cref="InContext"/> asks for more than <see cref="Context"/>.</summary>
    public virtual bool HasOwnContext => false;

    /// <summary>Whether one of <see cref="Context"/> is among the last words.</summary>
    public override bool InContext(ReadOnlySpan<char> left) => Context is { } words && words.Precede(left);

    private static Dfa Compile(string pattern)
    {
        var (dfa, error) = DfaBuilder.Compile(pattern);
        return dfa ?? throw new InvalidOperationException($"built-in pattern is wrong at {error!.Position}: {error.Message}");
    }
}
