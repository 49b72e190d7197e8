namespace Keeptrusts.Policy.Text.Patterns;

/// <content>Character classes: <c>[…]</c>.</content>
internal ref partial struct PatternParser
{
    private PatternNode ReadClass(int start)
    {
        var negated = More && _pattern[_at] == '^';
        if (negated)
        {
            _at++;
        }

        var ranges = new List<(char First, char Last)>();
        var named = new List<(char First, char Last)>();
        for (var first = true; More; first = false)
        {
            if (_pattern[_at] == ']' && !first)
            {
                _at++;
                var set = CharSet.Of([.. ranges, .. Fold(CharSet.Of([.. named])).Ranges]);
                return new PatternNode.Set(negated ? set.Complement() : set);
            }

            ReadClassItem(named, ranges);
        }

        return Fail(start, "`[` is never closed; add `]`, or write `\\[` for the character");
    }

    // What the author names may have to be folded; classes such as \d are already.
    private void ReadClassItem(List<(char First, char Last)> named, List<(char First, char Last)> classes)
    {
        var start = _at;
        if (_pattern[_at..].StartsWith("-["))
        {
            Fail(_at + 1, "class subtraction is not supported; list the characters that remain");
            return;
        }

        if (ReadClassCharacter() is not { } first)
        {
            if (_error is null && ClassOf(_pattern[_at - 1]) is { } set)
            {
                classes.AddRange(set.Ranges);
            }

            return;
        }

        if (_at + 1 >= _pattern.Length || _pattern[_at] != '-' || _pattern[_at + 1] == ']')
        {
            named.Add((first, first));
            return;
        }

        _at++;
        if (_pattern[_at] == '[')
        {
            Fail(_at, "class subtraction is not supported; list the characters that remain");
            return;
        }

        if (ReadClassCharacter() is not { } last)
        {
            Fail(start, "a range ends in a class; end it in a character, or write `\\-` for the character");
        }
        else if (last < first)
        {
            Fail(start, "a range runs backwards; swap its ends");
        }
        else
        {
            named.Add((first, last));
        }
    }

    // Null: a class such as \d (its letter is the last character read), or an error.
    private char? ReadClassCharacter()
    {
        var start = _at;
        var c = _pattern[_at++];
        if (c != '\\')
        {
            return c;
        }

        if (_at == _pattern.Length)
        {
            Fail(start, "the pattern ends in `\\`; write `\\\\` for the character");
            return null;
        }

        c = _pattern[_at++];
        if (c == 'b')
        {
            return '\b';
        }

        if (ClassOf(c) is not null)
        {
            return null;
        }

        var literal = Literal(c, start);
        if (literal is null)
        {
            Fail(start, $"the escape `\\{c}` is not supported in a class");
        }

        return literal;
    }
}
