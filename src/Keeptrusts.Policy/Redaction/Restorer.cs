using System.Buffers;
using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Redaction;

/// <summary>
/// Turns the placeholders of one channel back while it streams. Only exact placeholders are turned back, and a character waits only while it may be
/// the beginning of one. What is put in is not read again.
/// </summary>
internal sealed class Restorer
{
    private readonly string[] _tokens;
    private readonly string[] _values;
    private readonly StringBuilder _begun = new();
    private readonly List<RestoredPart> _decided = [];
    private int _first;
    private int _last;

    /// <param name="issued">What may be turned back here.</param>
    /// <param name="asJson">Whether values stand inside JSON strings.</param>
    public Restorer(IReadOnlyList<IssuedToken> issued, bool asJson)
    {
        var sorted = issued.OrderBy(t => t.Token, StringComparer.Ordinal).ToList();
        _tokens = [.. sorted.Select(t => t.Token)];
        _values = [.. sorted.Select(t => asJson ? Escape(t.Value) : t.Value)];
    }

    /// <summary>Characters that wait for more.</summary>
    public int Held => _begun.Length;

    /// <summary>What became of the characters that the last <see cref="Write"/> or <see cref="Complete"/> decided, in order: for places in the text.</summary>
    public IReadOnlyList<RestoredPart> Decided => _decided;

    /// <summary>Takes the next piece and appends what it becomes.</summary>
    /// <returns>True when exactly <paramref name="text"/> was appended and nothing waited before: the piece may be passed on byte for byte.</returns>
    public bool Write(ReadOnlySpan<char> text, IBufferWriter<char> restored)
    {
        _decided.Clear();
        if (_begun.Length == 0 && !text.Contains('['))
        {
            restored.Write(text);
            Same(text.Length);
            return true;
        }

        var pristine = _begun.Length == 0;
        foreach (var c in text)
        {
            pristine &= Take(c, restored);
        }

        return pristine && _begun.Length == 0;
    }

    /// <summary>Ends the channel: what waited was no placeholder.</summary>
    public void Complete(IBufferWriter<char> restored)
    {
        _decided.Clear();
        Flush(restored);
    }

    // False where something other than the text itself was appended. A placeholder has one bracket at each end and none inside.
    private bool Take(char c, IBufferWriter<char> restored)
    {
        if (c == '[')
        {
            Flush(restored);
            (_first, _last) = (0, _tokens.Length - 1);
        }
        else if (_begun.Length == 0)
        {
            restored.Write([c]);
            Same(1);
            return true;
        }

        var at = _begun.Length;
        _begun.Append(c);
        Narrow(at, c);
        if (_first > _last)
        {
            Flush(restored);
            return true;
        }

        if (_tokens[_first].Length > _begun.Length)
        {
            return true;
        }

        restored.Write(_values[_first]);
        _decided.Add(new(_begun.Length, _values[_first].Length, false));
        _begun.Clear();
        return false;
    }

    // The placeholders that begin as the text does stand side by side, in the order of their next characters; none is the beginning of another.
    private void Narrow(int at, char c)
    {
        _first = Bound(at, c, orEqual: false);
        _last = Bound(at, c, orEqual: true) - 1;
    }

    private int Bound(int at, char c, bool orEqual)
    {
        var (low, high) = (_first, _last + 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var before = _tokens[middle][at] < c || (orEqual && _tokens[middle][at] == c);
            (low, high) = before ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Flush(IBufferWriter<char> restored)
    {
        foreach (var chunk in _begun.GetChunks())
        {
            restored.Write(chunk.Span);
        }

        Same(_begun.Length);
        _begun.Clear();
    }

    private void Same(int length)
    {
        if (_decided is [.., { IsVerbatim: true } last])
        {
            _decided[^1] = new(last.Taken + length, last.Given + length, true);
        }
        else if (length > 0)
        {
            _decided.Add(new(length, length, true));
        }
    }

    private static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => escaped.Append('\\').Append(c),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }

        return escaped.ToString();
    }
}
