using System.Buffers;
using Keeptrusts.Gateway.Middleware.Tokens;

namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>Keeps what the model said until it is known whether somebody has to count it: providers usually count themselves.</summary>
internal sealed class OutputMeter : IDisposable
{
    private const int Most = 256 * 1024;
    private char[] _text = ArrayPool<char>.Shared.Rent(1024);
    private int _length;
    private int _counted;

    /// <summary>Characters heard so far.</summary>
    public long Characters { get; private set; }

    /// <summary>Most characters of one text that waited at a time.</summary>
    public int MostHeld { get; private set; }

    /// <summary>Notes how many characters of a text wait.</summary>
    public void Held(int characters) => MostHeld = Math.Max(MostHeld, characters);

    public void Add(ReadOnlySpan<char> text)
    {
        Characters += text.Length;
        while (!text.IsEmpty)
        {
            if (_length == Most)
            {
                _counted = Count();
                _length = 0;
            }

            var part = text[..Math.Min(text.Length, Most - _length)];
            Reserve(part.Length);
            part.CopyTo(_text.AsSpan(_length));
            _length += part.Length;
            text = text[part.Length..];
        }
    }

    /// <summary>
    /// Whether more tokens were heard than a limit allows. Costs nothing while the text's size alone says no: no token is shorter than a byte,
    /// and no character longer than three.
    /// </summary>
    public bool Exceeds(long tokens)
    {
        if (_counted + (_length * 3L) <= tokens)
        {
            return false;
        }

        _counted = Count();
        _length = 0;
        return _counted > tokens;
    }

    /// <summary>Tokens of all that was heard.</summary>
    public int Count() => _counted + TokenCounter.Count(_text.AsSpan(0, _length));

    public void Dispose()
    {
        _text.AsSpan(0, _length).Clear();
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        _length = 0;
    }

    private void Reserve(int more)
    {
        if (_length + more <= _text.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_text.Length * 2, _length + more));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text, clearArray: true);
        _text = larger;
    }
}
