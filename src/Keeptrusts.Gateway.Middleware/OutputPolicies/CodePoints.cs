namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Knows which characters of a text are two UTF-16 code units, without keeping the text: annotations count code points.</summary>
internal sealed class CodePoints
{
    private readonly List<int> _pairs = []; // where the second unit of each stands
    private bool _begun;

    /// <summary>The text's length in code units.</summary>
    public int Units { get; private set; }

    /// <summary>More of the text; may end inside a character.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        if (!_begun && !text.ContainsAnyInRange('\ud800', '\udfff'))
        {
            Units += text.Length;
            return;
        }

        foreach (var unit in text)
        {
            if (_begun && char.IsLowSurrogate(unit))
            {
                _pairs.Add(Units);
            }

            _begun = char.IsHighSurrogate(unit);
            Units++;
        }
    }

    /// <summary>Where a code point begins, in code units.</summary>
    public int ToUnits(int points)
    {
        var units = points;
        foreach (var second in _pairs)
        {
            if (units < second)
            {
                break;
            }

            units++;
        }

        return units;
    }

    /// <summary>How many code points stand before a place in code units.</summary>
    public int ToPoints(int units)
    {
        var points = units;
        foreach (var second in _pairs)
        {
            if (second >= units)
            {
                break;
            }

            points--;
        }

        return points;
    }
}
