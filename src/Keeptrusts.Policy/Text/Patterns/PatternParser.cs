namespace Keeptrusts.Policy.Text.Patterns;

/// <summary>
/// Reads the supported syntax: literals, classes, groups, alternation and greedy repeats, with the meaning they have in .NET.
/// Anything else is an error that names it.
/// </summary>
internal ref partial struct PatternParser
{
    /// <summary>Highest repeat count; counted repeats are unrolled, so this bounds the automaton.</summary>
    public const int MaxRepeat = 1000;

    private const int MaxDepth = 100;

    private readonly ReadOnlySpan<char> _pattern;
    private int _at;
    private int _depth;
    private readonly Func<CharSet, CharSet>? _fold;
    private PatternError? _error;

    private PatternParser(ReadOnlySpan<char> pattern, Func<CharSet, CharSet>? fold)
    {
        _pattern = pattern;
        _fold = fold;
    }

    private readonly bool More => _at < _pattern.Length && _error is null;

    /// <summary>Parses a pattern; exactly one of the results is not <see langword="null"/>.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="fold">
    /// What becomes of the characters that the author names, where the text that is read is folded; applied before a class is negated, so that <c>[^A]</c> excludes
    /// <c>a</c>, too.
    /// </param>
    public static (PatternNode? Node, PatternError? Error) Parse(ReadOnlySpan<char> pattern, Func<CharSet, CharSet>? fold = null)
    {
        var parser = new PatternParser(pattern, fold);
        var node = parser.ReadChoice();
        if (parser.More)
        {
            parser.Fail(parser._at, "`)` closes nothing; write `\\)` for the character");
        }

        return parser._error is null ? (node, null) : (null, parser._error);
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > MaxDepth)
        {
            return Fail(_at, $"groups nest deeper than {MaxDepth}; use fewer groups");
        }

        var items = new List<PatternNode> { ReadSequence() };
        while (More && _pattern[_at] == '|')
        {
            _at++;
            items.Add(ReadSequence());
        }

        _depth--;
        return items.Count == 1 ? items[0] : new PatternNode.Choice(items);
    }

    private PatternNode.Sequence ReadSequence()
    {
        var items = new List<PatternNode>();
        while (More && _pattern[_at] is not ('|' or ')'))
        {
            items.Add(ReadRepeat(ReadAtom()));
        }

        return new PatternNode.Sequence(items);
    }

    private PatternNode ReadRepeat(PatternNode item)
    {
        if (!More || _pattern[_at] is not ('?' or '*' or '+' or '{'))
        {
            return item;
        }

        var start = _at;
        if (item is PatternNode.Anchor)
        {
            return Fail(start, "an anchor cannot be repeated; drop the quantifier");
        }

        (int Min, int? Max) count = _pattern[_at++] switch
        {
            '?' => (0, 1),
            '*' => (0, null),
            '+' => (1, null),
            _ => ReadCount(start),
        };

        if (More && _pattern[_at] is '?' or '+' or '*' or '{')
        {
            return Fail(_at, _pattern[_at] switch
            {
                '?' => "lazy quantifiers are not supported; the longest match always counts, so drop the `?`",
                '+' => "possessive quantifiers are not supported; drop the second `+`",
                _ => "a quantifier follows a quantifier; group the first one",
            });
        }

        return new PatternNode.Repeat(item, count.Min, count.Max);
    }

    private (int Min, int? Max) ReadCount(int start)
    {
        var close = _pattern[_at..].IndexOf('}');
        var body = close < 0 ? default : _pattern.Slice(_at, close);
        var comma = body.IndexOf(',');
        var minText = comma < 0 ? body : body[..comma];
        var maxText = comma < 0 ? body : body[(comma + 1)..];
        if (!TryCount(minText, out var min) || !(TryCount(maxText, out var max) || maxText.IsEmpty))
        {
            Fail(start, "`{` starts no repeat; write `{n}`, `{n,}` or `{n,m}`, or `\\{` for the character");
            return (0, 0);
        }

        _at += close + 1;
        int? upper = maxText.IsEmpty ? null : max;
        if (min > MaxRepeat || upper > MaxRepeat)
        {
            Fail(start, $"repeats more than {MaxRepeat} times; use a smaller count or `*`");
        }
        else if (upper < min)
        {
            Fail(start, "repeats from more to fewer times; swap the two numbers");
        }

        return (min, upper);
    }

    private static bool TryCount(ReadOnlySpan<char> text, out int count) =>
        int.TryParse(text.ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out count);

    private PatternNode ReadAtom()
    {
        var start = _at;
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                return ReadGroup(start);
            case '[':
                return ReadClass(start);
            case '.':
                return new PatternNode.Set(CharSet.NotNewLine);
            case '\\':
                return ReadEscape(start);
            case '^':
                return new PatternNode.Anchor(AnchorKind.TextStart);
            case '$':
                return new PatternNode.Anchor(AnchorKind.TextEnd);
            case '?' or '*' or '+':
                return Fail(start, $"the quantifier `{c}` follows nothing; write `\\{c}` for the character");
            case '{':
                return Fail(start, "the quantifier `{` follows nothing; write `\\{` for the character");
            default:
                return new PatternNode.Set(Fold(CharSet.Of(c)));
        }
    }

    private PatternNode ReadGroup(int start)
    {
        if (_pattern[_at..].StartsWith("?:"))
        {
            _at += 2;
        }
        else if (More && _pattern[_at] == '?')
        {
            var rest = _pattern[_at..];
            var what = rest.StartsWith("?=") || rest.StartsWith("?!") ? "lookahead"
                : rest.StartsWith("?<=") || rest.StartsWith("?<!") ? "lookbehind"
                : rest.StartsWith("?>") ? "an atomic group"
                : rest.StartsWith("?<") || rest.StartsWith("?'") || rest.StartsWith("?P") ? "a named group"
                : rest.StartsWith("?(") ? "a conditional group"
                : "an inline option";
            return Fail(start, $"{what} is not supported; use a plain group `(?:…)`");
        }

        var node = ReadChoice();
        if (!More)
        {
            return Fail(start, "`(` is never closed; add `)`, or write `\\(` for the character");
        }

        _at++;
        return node;
    }

    private PatternNode ReadEscape(int start)
    {
        if (!More)
        {
            return Fail(start, "the pattern ends in `\\`; write `\\\\` for the character");
        }

        var c = _pattern[_at++];
        if (AnchorOf(c) is { } anchor)
        {
            return new PatternNode.Anchor(anchor);
        }

        var set = ClassOf(c) ?? (Literal(c, start) is { } literal ? Fold(CharSet.Of(literal)) : null);
        if (set is not null)
        {
            return new PatternNode.Set(set);
        }

        return Fail(start, c switch
        {
            'G' => "the anchor `\\G` is not supported",
            'k' or (>= '1' and <= '9') => $"the backreference `\\{c}` is not supported; repeat the pattern itself",
            'p' or 'P' => $"the Unicode category `\\{c}` is not supported; list the ranges in a class",
            _ => $"the escape `\\{c}` is not supported",
        });
    }

    private static AnchorKind? AnchorOf(char c) => c switch
    {
        'b' => AnchorKind.WordBoundary,
        'B' => AnchorKind.NoWordBoundary,
        'A' => AnchorKind.TextStart,
        'Z' => AnchorKind.TextEnd,
        'z' => AnchorKind.VeryEnd,
        _ => null,
    };

    private readonly CharSet Fold(CharSet set) => _fold is null ? set : _fold(set);

    private readonly CharSet? ClassOf(char c) => c switch
    {
        'd' => Fold(CharSet.Digits),
        'D' => Fold(CharSet.Digits).Complement(),
        'w' => Fold(CharSet.WordCharacters),
        'W' => Fold(CharSet.WordCharacters).Complement(),
        's' => Fold(CharSet.Spaces),
        'S' => Fold(CharSet.Spaces).Complement(),
        _ => null,
    };

    private char? Literal(char c, int start)
    {
        switch (c)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'e': return '\u001b';
            case 'x' or 'u':
                var length = c == 'x' ? 2 : 4;
                if (_pattern.Length - _at >= length && int.TryParse(
                    _pattern.Slice(_at, length).ToString(), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code))
                {
                    _at += length;
                    return (char)code;
                }

                Fail(start, $"`\\{c}` needs {length} hexadecimal digits");
                return null;
            default:
                return c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') || c == '_' ? null : c;
        }
    }

    private PatternNode.Sequence Fail(int position, string message)
    {
        _error ??= new PatternError(position, message);
        return new PatternNode.Sequence([]);
    }
}
