namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Which places of a text are which of what a step has left of it, in UTF-16 code units.</summary>
internal sealed class TextMap
{
    private readonly List<(int Taken, int Given, bool IsVerbatim)> _parts = [];

    /// <summary>How much of the text is decided.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether anything was replaced.</summary>
    public bool Changed { get; private set; }

    public void Add(int taken, int given, bool isVerbatim)
    {
        Taken += taken;
        Changed |= !isVerbatim;
        if (isVerbatim && _parts is [.., { IsVerbatim: true } last])
        {
            _parts[^1] = (last.Taken + taken, last.Given + given, true);
        }
        else
        {
            _parts.Add((taken, given, isVerbatim));
        }
    }

    /// <summary>The place after the changes; of one inside a value that was replaced, the replacement's beginning or end.</summary>
    public int Shift(int place, bool isEnd)
    {
        if (!Changed)
        {
            return place;
        }

        var (left, at) = (place, 0);
        foreach (var part in _parts)
        {
            if (left < part.Taken || (isEnd && left == part.Taken))
            {
                return at + (part.IsVerbatim ? left : isEnd && left > 0 ? part.Given : 0);
            }

            left -= part.Taken;
            at += part.Given;
        }

        return at + left;
    }
}
