using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// Where the places of a text are in what is shown of it. Annotations name places, in code points; policies, and placeholders that are turned back, change
/// the length of what stands before them.
/// </summary>
/// <param name="restores">Whether placeholders are turned back after the policies.</param>
internal sealed class ShownPlaces(bool restores)
{
    private readonly CodePoints _said = new();
    private readonly CodePoints _shown = new();
    private readonly TextMap _judged = new();
    private readonly TextMap? _restored = restores ? new() : null;

    /// <summary>The provider says more.</summary>
    public void Say(ReadOnlySpan<char> text) => _said.Add(text);

    /// <summary>Policies have decided on more of it.</summary>
    public void Judge(TextRelease release) => _judged.Add(release.Taken, release.Given, release.IsVerbatim);

    /// <summary>Placeholders in what they left have been turned back.</summary>
    public void Restore(IReadOnlyList<RestoredPart> parts)
    {
        foreach (var part in parts)
        {
            _restored!.Add(part.Taken, part.Given, part.IsVerbatim);
        }
    }

    /// <summary>More is shown.</summary>
    public void Show(ReadOnlySpan<char> text) => _shown.Add(text);

    /// <summary>Whether what is shown is known up to a place.</summary>
    public bool Decides(int place)
    {
        var at = _said.ToUnits(place);
        return at <= _judged.Taken && (_restored is null || _judged.Shift(at, isEnd: true) <= _restored.Taken);
    }

    /// <summary>The place in what is shown; of one inside a value that was replaced, the replacement's beginning or end.</summary>
    public int Shift(int place, bool isEnd)
    {
        if (!_judged.Changed && _restored is not { Changed: true })
        {
            return place;
        }

        var at = _judged.Shift(_said.ToUnits(place), isEnd);
        at = _restored?.Shift(at, isEnd) ?? at;
        return _shown.ToPoints(Math.Min(at, _shown.Units));
    }
}
