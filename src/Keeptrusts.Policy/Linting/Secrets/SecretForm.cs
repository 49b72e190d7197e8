using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>One way in which a credential is written, found without context. Its pattern is read when a text first begins like it: most texts never do.</summary>
/// <param name="title">What it is.</param>
/// <param name="pattern">How it is written.</param>
/// <param name="isSealed">Whether its last six characters are a checksum.</param>
internal sealed class SecretForm(string title, string pattern, bool isSealed)
{
    private readonly Lazy<Machine> _machine = new(() => new Machine([PatternReader.Read(pattern).Node ?? throw new FormatException($"`{pattern}` is no pattern")]));

    public string Title => title;

    public bool IsSealed => isSealed;

    /// <summary>The texts with which it may begin; none is empty.</summary>
    public IReadOnlyList<string> Heads { get; } = [.. PatternHeads.Of(pattern).Distinct()];

    /// <summary>The longest end at which a credential that starts here may end, or -1.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="end">Where it must have ended.</param>
    public int End(string text, int start, int end)
    {
        var machine = _machine.Value;
        var state = machine.Start([1UL], Preceding.Nothing);
        var found = -1;
        for (var i = start; i < end && state.Continues; i++)
        {
            state = machine.Step(state, machine.Classes.Of(text[i]));
            if (Array.Exists(state.Accepts, a => (a.Where & Situations.End) != 0) && (i + 1 == text.Length || !SecretScanner.IsTokenCharacter(text[i + 1])))
            {
                found = i + 1;
            }
        }

        return found;
    }
}
