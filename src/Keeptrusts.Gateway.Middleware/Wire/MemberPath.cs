using System.Text;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The path of member names inside a message, kept while it is walked. Known paths are handed out without allocating.</summary>
internal sealed class MemberPath
{
    private const int MostKnown = 256;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Stack<int> _lengths = new();
    private char[] _chars = new char[128];

    /// <summary>Names in the path.</summary>
    public int Depth => _lengths.Count;

    private int Length { get; set; }

    public void Append(ReadOnlySpan<byte> name)
    {
        Reserve(name.Length + 1);
        _lengths.Push(Length);
        if (Length > 0)
        {
            _chars[Length++] = '.';
        }

        Length += Encoding.UTF8.GetChars(name, _chars.AsSpan(Length));
    }

    public void AppendArray()
    {
        Reserve(2);
        _chars[Length++] = '[';
        _chars[Length++] = ']';
    }

    /// <summary>Takes the last name away.</summary>
    public void RemoveLast() => Length = _lengths.Pop();

    /// <summary>Takes the mark of an array away.</summary>
    public void RemoveArray() => Length -= 2;

    public void Clear()
    {
        Length = 0;
        _lengths.Clear();
    }

    public string Current()
    {
        var path = _chars.AsSpan(0, Length);
        var lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(path, out var known))
        {
            known = path.ToString();
            if (_known.Count < MostKnown)
            {
                _known[known] = known;
            }
        }

        return known;
    }

    private void Reserve(int more)
    {
        if (Length + more > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + more));
        }
    }
}
