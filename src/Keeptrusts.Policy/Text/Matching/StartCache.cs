using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>
/// The states after a first character, by the patterns that may start there; texts mostly ask for the same ones again and again. One of each matcher, so that it needs
/// no lock.
/// </summary>
internal sealed class StartCache(DetectorSet set)
{
    private const int MostPerClass = 32;

    private readonly List<Entry>?[] _entries = new List<Entry>?[set.Machine.Classes.Count];

    public MachineState After(int characterClass, ulong[] patterns, Preceding preceding)
    {
        var entries = _entries[characterClass] ??= [];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Preceding == preceding && entry.Patterns.AsSpan().SequenceEqual(patterns))
            {
                if (i > 0)
                {
                    (entries[i - 1], entries[i]) = (entry, entries[i - 1]); // What is asked for often comes to stand in front.
                }

                return entry.State;
            }
        }

        var state = set.Machine.Step(set.Machine.Start(patterns, preceding), characterClass);
        if (entries.Count == MostPerClass)
        {
            entries.RemoveAt(MostPerClass - 1);
        }

        entries.Add(new Entry([.. patterns], preceding, state));
        return state;
    }

    private sealed record Entry(ulong[] Patterns, Preceding Preceding, MachineState State);
}
