namespace Keeptrusts.Policy.Injection.Normalization;

/// <summary>A piece of a text in normal form, with the place each unit came from. Reused from piece to piece.</summary>
internal sealed class NormalText
{
    /// <summary>Code units a piece holds at most. A character expands to at most <see cref="Slack"/>.</summary>
    public const int Capacity = 8192;

    private const int Slack = 8;

    private readonly char[] _units = new char[Capacity + Slack];
    private readonly int[] _origins = new int[Capacity + Slack];

    public int Length { get; set; }

    public NormalSigns Signs { get; set; }

    public bool IsFull => Length >= Capacity;

    public ReadOnlySpan<char> Units => _units.AsSpan(0, Length);

    public Span<char> Writable => _units.AsSpan(0, Length);

    public Span<int> Origins => _origins.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        Signs = NormalSigns.None;
    }

    public void Add(char unit, int origin)
    {
        _units[Length] = unit;
        _origins[Length++] = origin;
    }
}
