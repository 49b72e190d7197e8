using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Reports;

/// <summary>Writes indented JSON. Programs that load analyzers and build tasks bring no JSON library that can be relied on, so none is used.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _first = true;

    public void Object(string? name, Action members) => Nest(name, '{', '}', members);

    public void Array(string name, Action items) => Nest(name, '[', ']', items);

    public void Value(string name, string value)
    {
        Begin(name);
        Quote(value);
    }

    public void Value(string name, int value)
    {
        Begin(name);
        _text.Append(value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What was written, with a line end.</summary>
    public override string ToString() => _text + "\n";

    private void Nest(string? name, char open, char close, Action inner)
    {
        Begin(name);
        _text.Append(open);
        _depth++;
        _first = true;
        inner();
        _depth--;
        if (!_first)
        {
            Line();
        }

        _text.Append(close);
        _first = false;
    }

    private void Begin(string? name)
    {
        if (!_first)
        {
            _text.Append(',');
        }

        _first = false;
        if (_depth > 0)
        {
            Line();
        }

        if (name is not null)
        {
            Quote(name);
            _text.Append(": ");
        }
    }

    private void Line() => _text.Append('\n').Append(' ', 2 * _depth);

    private void Quote(string value)
    {
        _text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c is '"' or '\\')
            {
                _text.Append('\\').Append(c);
            }
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
            {
                Escape(c);
            }
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                _text.Append(c).Append(value[++i]);
            }
            else
            {
                // Half a character cannot be written as UTF-8.
                _text.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
            }
        }

        _text.Append('"');
    }

    private void Escape(char c) => _text.Append(c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    });
}
