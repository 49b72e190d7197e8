using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation.Json;

/// <content>Strings, keys and numbers: what is judged.</content>
internal sealed partial class JsonChannel
{
    private void BeginString(bool inKey)
    {
        var matcher = inKey ? _keys : _texts;
        matcher.Reset(inKey ? "" : _context.Words);
        _leaf.Begin(matcher, _position + 1, inKey);
        _expected = Expected.InString;
        if (inKey)
        {
            _context.BeginKey();
        }
    }

    private int TakeString(ReadOnlySpan<char> text)
    {
        var c = text[0];
        if (_escape.Length > 0)
        {
            if (!_escape.Take(c, out var decoded))
            {
                return CutString();
            }

            if (decoded is { } character)
            {
                _leaf.WriteEscaped(character, _escape.Length);
                _escape.Clear();
                NoteKey([character]);
            }

            return 1;
        }

        switch (c)
        {
            case '\\':
                _escape.Begin();
                return 1;
            case '"':
                return EndString();
            case < ' ':
                return CutString();
            default:
                var end = text.IndexOfAny('"', '\\');
                var run = end < 0 ? text : text[..end];
                var control = run.IndexOfAnyInRange('\0', '\u001f');
                run = control < 0 ? run : run[..control];
                _leaf.Write(run);
                NoteKey(run);
                return run.Length;
        }
    }

    private void NoteKey(ReadOnlySpan<char> text)
    {
        if (_leaf.InKey)
        {
            _context.AddToKey(text);
        }
    }

    private int EndString()
    {
        _leaf.Complete();
        if (_leaf.Stopped)
        {
            return 1;
        }

        Edits.Copy(1);
        if (_leaf.InKey)
        {
            _context.EndKey();
            _expected = Expected.Colon;
        }
        else
        {
            EndValue();
        }

        return 1;
    }

    private int CutString()
    {
        EndCutString();
        return _leaf.Stopped ? 0 : GoPlain();
    }

    // The string ends without its quote; half an escape passes as it stands.
    private void EndCutString()
    {
        _leaf.Complete();
        if (!_leaf.Stopped && _escape.Length > 0)
        {
            Edits.Copy(_escape.Length);
        }

        _escape.Clear();
    }

    private int TakeNumber(char c)
    {
        var next = _number.Length < SpanDetector.DefaultMaxLength ? JsonNumber.Next(_part, c) : JsonNumber.Part.None;
        if (next != JsonNumber.Part.None)
        {
            _part = next;
            _number.Append(c);
            return 1;
        }

        var complete = JsonNumber.IsComplete(_part) && _number.Length < SpanDetector.DefaultMaxLength;
        EndNumber();
        return complete || _leaf.Stopped ? 0 : GoPlain();
    }

    // A number is judged whole: one that is redacted becomes a string, and its opening quote comes first.
    private void EndNumber()
    {
        var number = _number.ToString();
        _texts.Reset(_context.Words);
        var edits = Edits.Nested(_position - number.Length);
        _leaf.Begin(_texts, 0, inKey: false);
        _texts.Write(number, edits);
        _texts.Complete(edits);
        if (edits.Changed)
        {
            Edits.ReplaceNumber(number.Length, edits.Edits);
        }
        else
        {
            Edits.Copy(edits.Length);
        }

        EndValue();
    }
}
