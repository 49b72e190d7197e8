using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Checks;

/// <summary>What can be said of a pattern without a text.</summary>
internal static class Shape
{
    private const int MostStates = 20_000;

    /// <summary>Whether the pattern accepts the empty text somewhere.</summary>
    public static bool MatchesEmpty(Machine machine) => Everywhere.Any(p => machine.Start([1UL], p).Accepts.Length > 0);

    /// <summary>Whether a match may have something before it or behind it.</summary>
    public static bool MatchesInside(Machine machine) =>
        Reaches(machine, Preceding.Word, Situations.Any)
        || Reaches(machine, Preceding.NoWord, Situations.Any)
        || Reaches(machine, Preceding.Nothing, Situations.Word | Situations.NoWord);

    /// <summary>Whether a part repeats without end.</summary>
    public static bool IsUnbounded(PatternNode node) => node switch
    {
        PatternNode.Repeat repeat => repeat.Max is null || IsUnbounded(repeat.Item),
        PatternNode.Sequence sequence => sequence.Items.Any(IsUnbounded),
        PatternNode.Choice choice => choice.Items.Any(IsUnbounded),
        _ => false,
    };

    private static Preceding[] Everywhere => [Preceding.Nothing, Preceding.Word, Preceding.NoWord];

    // A pattern of more states than this is taken to match: that it does not is a mistake of small ones.
    private static bool Reaches(Machine machine, Preceding preceding, Situations where)
    {
        var start = machine.Start([1UL], preceding);
        var seen = new HashSet<MachineState> { start };
        var open = new Queue<MachineState>(seen);
        while (open.Count > 0)
        {
            var state = open.Dequeue();
            if (Array.Exists(state.Accepts, a => (a.Where & where) != 0) || seen.Count > MostStates)
            {
                return true;
            }

            for (var c = 0; c < machine.Classes.Count; c++)
            {
                var next = machine.Step(state, c);
                if (next != machine.Dead && seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return false;
    }
}
