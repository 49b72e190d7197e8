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

    /// <summary>Takes ASCII text in lower case, as much as fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">The place of its first character.</param>
    /// <returns>How much it took.</returns>
    public int AddAscii(ReadOnlySpan<char> text, int origin)
    {
        var taken = Math.Max(0, Math.Min(text.Length, Capacity - Length));
        System.Text.Ascii.ToLower(text[..taken], _units.AsSpan(Length), out _);
        var origins = _origins.AsSpan(Length, taken);
        for (var i = 0; i < origins.Length; i++)
        {
            origins[i] = origin + i;
        }

        Length += taken;
        return taken;
    }

    public void Add(char unit, int origin)
    {
        _units[Length] = unit;
        _origins[Length++] = origin;
    }
}
