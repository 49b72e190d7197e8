using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Checks;

/// <summary>How many matches of one pattern can be under way at once, over all texts: a walk over the configurations of live starts.</summary>
internal static class StartCount
{
    private const int MostConfigurations = 4_000;

    /// <summary>The largest number of live starts, found exactly up to <paramref name="limit"/>; more than that once it, or the bound of the walk, is passed.</summary>
    public static int Of(Machine machine, int limit)
    {
        var first = new Configuration([], Preceding.Nothing);
        var seen = new HashSet<string>(StringComparer.Ordinal) { "" };
        var numbers = new Dictionary<MachineState, int>();
        var open = new Stack<Configuration>([first]);
        var most = 0;
        while (open.Count > 0)
        {
            var configuration = open.Pop();
            for (var c = 0; c < machine.Classes.Count; c++)
            {
                var next = Step(machine, configuration, c);
                most = Math.Max(most, next.States.Count);
                if (most > limit || seen.Count > MostConfigurations)
                {
                    return limit + 1;
                }

                if (seen.Add(Key(next, numbers)))
                {
                    open.Push(next);
                }
            }
        }

        return most;
    }

    private static Configuration Step(Machine machine, Configuration configuration, int characterClass)
    {
        var live = new List<MachineState>(configuration.States.Count + 1);
        foreach (var state in configuration.States)
        {
            Keep(machine.Step(state, characterClass));
        }

        Keep(machine.Step(machine.Start([1UL], configuration.Preceding), characterClass));
        return new Configuration(live, machine.Classes.IsWord(characterClass) ? Preceding.Word : Preceding.NoWord);

        void Keep(MachineState state)
        {
            if (state.Continues)
            {
                live.Add(state);
            }
        }
    }

    private static string Key(Configuration configuration, Dictionary<MachineState, int> numbers)
    {
        var key = configuration.States.Select(Number).OrderBy(n => n).ToList();
        key.Add((int)configuration.Preceding);
        return string.Join(",", key);

        int Number(MachineState state)
        {
            if (!numbers.TryGetValue(state, out var number))
            {
                numbers.Add(state, number = numbers.Count);
            }

            return number;
        }
    }

    private sealed record Configuration(IReadOnlyList<MachineState> States, Preceding Preceding);
}
