using System.Text;

namespace Keeptrusts.Policy.Evaluation.Json;

/// <summary>The objects and arrays around the present place, and the key that names its values.</summary>
internal sealed class JsonContext
{
    /// <summary>Deepest nesting that is read as JSON.</summary>
    public const int MaxDepth = 256;

    private const int MaxKey = 100;

    private readonly Stack<(bool IsObject, string Key)> _outer = new();
    private readonly StringBuilder _key = new();

    /// <summary>What precedes a value here, for left context: its key in words, or nothing.</summary>
    public string Words { get; private set; } = "";

    public int Depth => _outer.Count;

    public bool InObject => _outer.TryPeek(out var level) && level.IsObject;

    public void Open(bool isObject) => _outer.Push((isObject, Words));

    /// <summary>Leaves an object or array; its own key names it no longer.</summary>
    public void Close() => Words = _outer.Pop().Key;

    public void BeginKey() => _key.Clear();

    public void AddToKey(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            // customerPhone says "phone" as customer_phone does.
            if (_key.Length > 0 && char.IsUpper(c) && char.IsLower(_key[^1]))
            {
                _key.Append(' ');
            }

            _key.Append(c);
        }

        if (_key.Length > 2 * MaxKey)
        {
            _key.Remove(0, _key.Length - MaxKey);
        }
    }

    public void EndKey() => Words = $"{_key}\n";
}
