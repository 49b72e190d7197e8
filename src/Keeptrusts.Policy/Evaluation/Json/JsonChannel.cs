using System.Text;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>
/// A channel of JSON in a string. Every decoded string, number and key is a text of its own; everything else passes as it is.
/// From the first character that cannot continue valid JSON, the raw rest is one plain text.
/// </summary>
internal sealed partial class JsonChannel : SpanChannel
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
        : base(evaluation, phase, findings, at)
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

    private void EndValue() => _expected = _context.Depth == 0 ? Expected.Nothing : Expected.CommaOrEnd;

    private int GoPlain()
    {
        _texts.Reset();
        _leaf.Begin(_texts, _position, inKey: false, ValueForm.Plain);
        _expected = Expected.PlainText;
        return 0;
    }
}
