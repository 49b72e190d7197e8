using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Tests.Text.Patterns;

/// <summary>A machine of one pattern.</summary>
internal sealed class SinglePattern(PatternNode node)
{
    private readonly Machine _machine = new([node]);

    /// <summary>Whether the pattern accepts exactly a part of a text.</summary>
    public bool Accepts(string text, int start, int end)
    {
        var state = StateAfter(text, start, end);
        var situation = end == text.Length ? Situations.End
            : text[end] == '\n' && end == text.Length - 1 ? Situations.LastLineFeed
            : IsWord(text[end]) ? Situations.Word
            : Situations.NoWord;
        return Array.Exists(state.Accepts, a => a.Where.HasFlag(situation));
    }

    /// <summary>Whether the machine is dead after a text, and whether that is true: a walk must meet no accepting state.</summary>
    public (bool Dead, bool Reachable) Liveness(string text, string alphabet)
    {
        var state = StateAfter(text, 0, text.Length);
        var seen = new HashSet<MachineState> { state };
        var open = new Queue<MachineState>(seen);
        while (open.TryDequeue(out var next))
        {
            if (next.Accepts.Length > 0)
            {
                return (state == _machine.Dead, true);
            }

            foreach (var after in alphabet.Select(c => _machine.Step(next, _machine.Classes.Of(c))).Where(seen.Add))
            {
                open.Enqueue(after);
            }
        }

        return (state == _machine.Dead, false);
    }

    private MachineState StateAfter(string text, int start, int end)
    {
        var preceding = start == 0 ? Preceding.Nothing : IsWord(text[start - 1]) ? Preceding.Word : Preceding.NoWord;
        var state = _machine.Start([1UL], preceding);
        for (var i = start; i < end; i++)
        {
            state = _machine.Step(state, _machine.Classes.Of(text[i]));
        }

        return state;
    }

    private bool IsWord(char c) => _machine.Classes.IsWord(_machine.Classes.Of(c));
}
