using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Finds duplicate member names while a JSON text is walked: a guard that reads one value and a provider that reads the other
/// would be no guard. Names are compared by a 64-bit hash with a seed of this process, so that nobody can craft a collision.
/// </summary>
internal sealed class MemberNames
{
    private const int LinearLimit = 32;
    private static readonly long Seed = Random.Shared.NextInt64();
    private readonly List<ulong> _names = [];
    private readonly Stack<int> _objects = new();
    private Dictionary<int, HashSet<ulong>>? _large;
    private int _start;

    public static ulong Hash(ReadOnlySpan<byte> name) => XxHash3.HashToUInt64(name, Seed);

    public void Reset()
    {
        _names.Clear();
        _objects.Clear();
        _large = null;
        _start = 0;
    }

    public void Enter()
    {
        _objects.Push(_start);
        _start = _names.Count;
    }

    public void Leave()
    {
        _large?.Remove(_start);
        _names.RemoveRange(_start, _names.Count - _start);
        _start = _objects.Pop();
    }

    /// <returns>False when the current object has this name already.</returns>
    public bool TryAdd(ulong name)
    {
        var known = CollectionsMarshal.AsSpan(_names)[_start..];
        if (known.Length <= LinearLimit ? known.Contains(name) : !Large(known).Add(name))
        {
            return false;
        }

        _names.Add(name);
        return true;
    }

    private HashSet<ulong> Large(ReadOnlySpan<ulong> known)
    {
        _large ??= [];
        if (!_large.TryGetValue(_start, out var set))
        {
            _large[_start] = set = [.. known];
        }

        return set;
    }
}
