using System.Text;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Which places of a text are which of what is left of it. Annotations count code points, texts UTF-16 code units.</summary>
internal sealed class TextMap
{
    private readonly List<TextRelease> _releases = [];
    private bool _changed;
    private int _taken;

    public void Add(TextRelease release)
    {
        _taken += release.Taken;
        _changed |= !release.IsVerbatim;
        if (release.IsVerbatim && _releases is [.., { IsVerbatim: true } last])
        {
            _releases[^1] = new(last.Taken + release.Taken, last.Given + release.Given, true);
        }
        else
        {
            _releases.Add(release);
        }
    }

    /// <summary>Whether the text is decided up to a place.</summary>
    public bool Reaches(StringBuilder raw, int place) => Units(raw, place) <= _taken;

    /// <summary>The place after the changes; of one inside a value that was replaced, the marker's beginning or end.</summary>
    public int Shift(StringBuilder raw, StringBuilder judged, int place, bool isEnd)
    {
        if (!_changed)
        {
            return place;
        }

        var left = Units(raw, place);
        var at = 0;
        foreach (var release in _releases)
        {
            if (left < release.Taken || (isEnd && left == release.Taken))
            {
                at += release.IsVerbatim ? left : isEnd && left > 0 ? release.Given : 0;
                left = 0;
                break;
            }

            left -= release.Taken;
            at += release.Given;
        }

        return Points(judged, Math.Min(at + left, judged.Length));
    }

    private static int Units(StringBuilder text, int points)
    {
        var units = 0;
        while (points-- > 0 && units < text.Length)
        {
            units += char.IsHighSurrogate(text[units]) && units + 1 < text.Length && char.IsLowSurrogate(text[units + 1]) ? 2 : 1;
        }

        return units + Math.Max(0, points + 1);
    }

    private static int Points(StringBuilder text, int units)
    {
        var points = 0;
        for (var i = 0; i < units; i++)
        {
            points += char.IsLowSurrogate(text[i]) && i > 0 && char.IsHighSurrogate(text[i - 1]) ? 0 : 1;
        }

        return points;
    }
}
