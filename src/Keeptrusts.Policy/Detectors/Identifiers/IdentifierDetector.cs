using System.Collections.Frozen;
using System.Text;
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
    private readonly FrozenDictionary<string, Part>.AlternateLookup<ReadOnlySpan<char>> _parts;
    private readonly string[] _phrases;

    public IdentifierDetector(Identifier identifier)
        : base(identifier.Name, identifier.Pattern, identifier.ContextPattern)
    {
        _identifier = identifier;
        _words = new ContextWords([.. Split(identifier.Words).SelectMany(WithEndings).Distinct()]);
        _parts = _words.All.Select(w => (Word: w, Part: Part.Whole))
            .Concat(Split(identifier.Either).Select(w => (Word: w, Part: Part.Either)))
            .Concat(Split(identifier.With).Select(w => (Word: w, Part: Part.With)))
            .GroupBy(w => w.Word).ToFrozenDictionary(g => g.Key, g => g.Aggregate((Part)0, (all, w) => all | w.Part), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
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

    // Each word is looked up once, since this is asked wherever such a value may start.
    public override bool InContext(ReadOnlySpan<char> left)
    {
        var rest = left;
        var seen = (Part)0;
        var cut = left.Length >= ContextLength;
        for (var word = 0; word < _identifier.Reach; word++)
        {
            var last = ContextWords.TakeLast(ref rest, cut);
            if (last.IsEmpty)
            {
                break;
            }

            seen |= _parts.TryGetValue(last, out var part) ? part : 0;
            if ((seen & Part.Whole) != 0 || (seen & (Part.Either | Part.With)) == (Part.Either | Part.With))
            {
                return true;
            }
        }

        return _phrases.Length > 0 && PhrasePrecedes(left);
    }

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

    // What a word says: all, or half of it.
    [Flags]
    private enum Part
    {
        Whole = 1,
        Either = 2,
        With = 4,
    }

    private bool PhrasePrecedes(ReadOnlySpan<char> left)
    {
        var near = left.Length > PhraseReach ? left[^PhraseReach..] : left;
        if (Ascii.IsValid(near))
        {
            return false;
        }

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
