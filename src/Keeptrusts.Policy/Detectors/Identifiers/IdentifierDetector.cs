using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Identifiers;

/// <summary>Finds one identifier by its record.</summary>
internal sealed class IdentifierDetector : PatternDetector
{
    // Longest value without separators: longer ones have detectors of their own.
    private const int MostCharacters = 64;

    // How far back a phrase may begin: in scripts without spaces five words are about this long.
    private const int PhraseReach = 24;

    // `taxId` and `taxNumber` are one word each once their case is gone.
    private static readonly string[] Endings = ["", "number", "num", "no", "nr", "id", "code"];

    private readonly Identifier _identifier;
    private readonly ContextWords _words;
    private readonly ContextWords _either;
    private readonly ContextWords _with;
    private readonly string[] _phrases;

    public IdentifierDetector(Identifier identifier)
        : base(identifier.Name, identifier.Pattern, identifier.ContextPattern)
    {
        _identifier = identifier;
        _words = new ContextWords([.. Split(identifier.Words).SelectMany(WithEndings).Distinct()]);
        _either = new ContextWords(Split(identifier.Either));
        _with = new ContextWords(Split(identifier.With));
        _phrases = Split(identifier.Phrases);
        Info = identifier.Info;
        ContextDescription = [.. Split(identifier.Words), .. _phrases, .. Pairs(identifier)];
        HasOwnContext = _phrases.Length > 0 || identifier.Either.Length > 0 || identifier.Reach != ContextWords.Reach;
    }

    public override EntityInfo Info { get; }

    public override ContextWords Context => _words;

    public override bool HasOwnContext { get; }

    public override bool StandsAlone => _identifier.StandsAlone;

    public override int Reach => _identifier.Reach;

    public override IReadOnlyCollection<string> ContextDescription { get; }

    public override bool InContext(ReadOnlySpan<char> left) =>
        _words.Precede(left, _identifier.Reach)
        || (_identifier.Either.Length > 0 && _either.Precede(left, _identifier.Reach) && _with.Precede(left, _identifier.Reach))
        || PhrasePrecedes(left);

    public override bool MayStart(ReadOnlySpan<char> left, char first) => Boundaries.ValueStarts(left);

    public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
        Boundaries.NumberEnds(following, atEnd, ".-/");

    public override double Score(in SpanText span)
    {
        if (_identifier.Capitals == Capitals.Required || (_identifier.Capitals == Capitals.OutsideContext && !span.InContext))
        {
            foreach (var c in span.Cased)
            {
                if (char.IsAsciiLetterLower(c))
                {
                    return 0;
                }
            }
        }

        if ((span.InContext ? _identifier.ContextCheck ?? _identifier.Check : _identifier.Check) is not { } check)
        {
            return span.InContext ? 0.8 : 0.6;
        }

        Span<char> buffer = stackalloc char[MostCharacters];
        var count = 0;
        foreach (var c in span.Folded)
        {
            if (char.IsAsciiLetterOrDigit(c) && count < MostCharacters)
            {
                buffer[count++] = c;
            }
        }

        return check(buffer[..count]) ? span.InContext ? 1 : 0.85 : 0;
    }

    private bool PhrasePrecedes(ReadOnlySpan<char> left)
    {
        var near = left.Length > PhraseReach ? left[^PhraseReach..] : left;
        foreach (var phrase in _phrases)
        {
            if (near.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> WithEndings(string word) => Endings.Select(e => word + e);

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Pairs(Identifier identifier) =>
        identifier.Either.Length == 0 ? [] : [$"one of ({identifier.Either.Replace(" ", ", ", StringComparison.Ordinal)}) with one of ({identifier.With.Replace(" ", ", ", StringComparison.Ordinal)})"];
}
