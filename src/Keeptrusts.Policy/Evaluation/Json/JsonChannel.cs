using System.Text;
using System.Text.Encodings.Web;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>
/// A channel of JSON in a string. Every decoded string, number and key is a text of its own; everything else passes as it is.
/// From the first character that cannot continue valid JSON, the raw rest is one plain text.
/// </summary>
internal sealed class JsonChannel : SpanChannel
{
    private readonly SpanPhase _phase;
    private readonly SpanMatcher _texts;
    private readonly SpanMatcher _keys;
    private readonly JsonLeaf _leaf;
    private readonly JsonContext _context = new();
    private readonly StringBuilder _number = new();
    private JsonEscape _escape;
    private JsonNumber.Part _part;
    private Expected _expected = Expected.Value;
    private string _literal = "";
    private int _position;

    public JsonChannel(SpanEvaluation evaluation, SpanPhase phase, SpanFindings findings, string? at)
        : base(evaluation, findings, at)
    {
        _phase = phase;
        _texts = phase.Matchers(ofKeys: false).Rent();
        _keys = phase.Matchers(ofKeys: true).Rent();
        _leaf = new JsonLeaf(Edits);
    }

    private enum Expected
    {
        Value,
        ValueOrEnd,
        Key,
        KeyOrEnd,
        Colon,
        CommaOrEnd,
        InString,
        InNumber,
        InLiteral,
        Nothing,
        PlainText,
    }

    protected override void Take(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && !_leaf.Stopped)
        {
            var taken = _expected switch
            {
                Expected.PlainText => TakePlain(text),
                Expected.InString => TakeString(text),
                Expected.InNumber => TakeNumber(text[0]),
                Expected.InLiteral => TakeLiteral(text[0]),
                _ => TakeStructure(text[0]),
            };
            _position += taken;
            text = text[taken..];
        }
    }

    protected override void TakeEnd()
    {
        if (_leaf.Stopped)
        {
            return;
        }

        switch (_expected)
        {
            case Expected.PlainText:
                _leaf.Complete();
                break;
            case Expected.InString:
                EndCutString();
                break;
            case Expected.InNumber:
                EndNumber();
                break;
        }
    }

    protected override void Return()
    {
        _phase.Matchers(ofKeys: false).Return(_texts);
        _phase.Matchers(ofKeys: true).Return(_keys);
    }

    private int TakePlain(ReadOnlySpan<char> text)
    {
        _leaf.Write(text);
        return text.Length;
    }

    private int TakeStructure(char c)
    {
        if (c is ' ' or '\t' or '\n' or '\r')
        {
            Edits.Copy(1);
            return 1;
        }

        switch (c, _expected)
        {
            case ('{' or '[', Expected.Value or Expected.ValueOrEnd) when _context.Depth < JsonContext.MaxDepth:
                _context.Open(c == '{');
                _expected = c == '{' ? Expected.KeyOrEnd : Expected.ValueOrEnd;
                break;
            case ('}', Expected.KeyOrEnd) or (']', Expected.ValueOrEnd):
            case ('}' or ']', Expected.CommaOrEnd) when _context.Depth > 0 && _context.InObject == (c == '}'):
                _context.Close();
                EndValue();
                break;
            case (',', Expected.CommaOrEnd):
                _expected = _context.InObject ? Expected.Key : Expected.Value;
                break;
            case (':', Expected.Colon):
                _expected = Expected.Value;
                break;
            case ('"', Expected.Key or Expected.KeyOrEnd):
                BeginString(inKey: true);
                break;
            case ('"', Expected.Value or Expected.ValueOrEnd):
                BeginString(inKey: false);
                break;
            case ('t' or 'f' or 'n', Expected.Value or Expected.ValueOrEnd):
                _literal = c == 't' ? "rue" : c == 'f' ? "alse" : "ull";
                _expected = Expected.InLiteral;
                break;
            case ('-' or (>= '0' and <= '9'), Expected.Value or Expected.ValueOrEnd):
                _number.Clear();
                (_part, _expected) = (JsonNumber.Part.None, Expected.InNumber);
                return 0;
            default:
                return GoPlain();
        }

        Edits.Copy(1);
        return 1;
    }

    private int TakeLiteral(char c)
    {
        if (c != _literal[0])
        {
            return GoPlain();
        }

        Edits.Copy(1);
        _literal = _literal[1..];
        if (_literal.Length == 0)
        {
            EndValue();
        }

        return 1;
    }

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
        var next = _number.Length < SpanMatcher.MaxLength ? JsonNumber.Next(_part, c) : JsonNumber.Part.None;
        if (next != JsonNumber.Part.None)
        {
            _part = next;
            _number.Append(c);
            return 1;
        }

        var complete = JsonNumber.IsComplete(_part) && _number.Length < SpanMatcher.MaxLength;
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
            Edits.Replace(number.Length, $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(edits.Apply(number))}\"");
        }
        else
        {
            Edits.Copy(edits.Length);
        }

        EndValue();
    }

    private void EndValue() => _expected = _context.Depth == 0 ? Expected.Nothing : Expected.CommaOrEnd;

    private int GoPlain()
    {
        _texts.Reset();
        _leaf.Begin(_texts, _position, inKey: false);
        _expected = Expected.PlainText;
        return 0;
    }
}
