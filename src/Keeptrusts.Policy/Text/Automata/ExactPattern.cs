using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Automata;

/// <summary>A pattern that a whole text is compared with.</summary>
internal sealed class ExactPattern(PatternNode pattern)
{
    private readonly Machine _machine = new([pattern]);

    /// <summary>Whether the pattern accepts exactly this text.</summary>
    public bool Accepts(ReadOnlySpan<char> text)
    {
        var state = _machine.Start([1UL], Preceding.Nothing);
        foreach (var c in text)
        {
            state = _machine.Step(state, _machine.Classes.Of(c));
        }

        return Array.Exists(state.Accepts, a => (a.Where & Situations.End) != 0);
    }
}
