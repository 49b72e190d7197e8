namespace Keeptrusts.Policy.Compilation;

/// <summary>A set of policies by their place in the chain; equal sets are equal keys. Up to 64 policies take no allocation.</summary>
internal readonly struct UnitSet : IEquatable<UnitSet>
{
    private const int BitsPerWord = 64;

    private readonly ulong _first;
    private readonly ulong[]? _rest;

    private UnitSet(ulong first, ulong[]? rest)
    {
        _first = first;
        _rest = rest;
    }

    public bool Contains(int index) =>
        ((index < BitsPerWord ? _first : _rest![(index / BitsPerWord) - 1]) >> (index % BitsPerWord) & 1) != 0;

    public bool Equals(UnitSet other) => _first == other._first && _rest.AsSpan().SequenceEqual(other._rest);

    public override bool Equals(object? obj) => obj is UnitSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(_first);
        foreach (var word in _rest ?? [])
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>Collects a set.</summary>
    public ref struct Builder(int count)
    {
        private readonly ulong[]? _rest = count > BitsPerWord ? new ulong[(count - 1) / BitsPerWord] : null;
        private ulong _first = 0;

        public void Add(int index)
        {
            if (index < BitsPerWord)
            {
                _first |= 1UL << index;
            }
            else
            {
                _rest![(index / BitsPerWord) - 1] |= 1UL << (index % BitsPerWord);
            }
        }

        public readonly UnitSet Build() => new(_first, _rest);
    }
}
