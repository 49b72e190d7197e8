using System.Collections.Concurrent;
using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Matching;

/// <summary>The machine's states before a first character, by place and by what the context makes credible; kept as long as the machine keeps its states.</summary>
internal sealed class Roots
{
    private readonly MachineState?[] _all;
    private readonly MachineState?[] _plain;
    private readonly ConcurrentDictionary<ulong[], MachineState>.AlternateLookup<ReadOnlySpan<ulong>> _inContext;

    public Roots(object epoch, int places)
    {
        Epoch = epoch;
        (_all, _plain) = (new MachineState?[places], new MachineState?[places]);
        _inContext = new ConcurrentDictionary<ulong[], MachineState>(BitsComparer.Instance).GetAlternateLookup<ReadOnlySpan<ulong>>();
    }

    /// <summary>The time for which the machine keeps the states.</summary>
    public object Epoch { get; }

    /// <summary>Every pattern that may start at a place, whatever the context.</summary>
    public MachineState All(Places places, int place) => Volatile.Read(ref _all[place]) ?? Note(_all, place, places.Start(place, default, all: true));

    /// <summary>The patterns that may start at a place without context.</summary>
    public MachineState Plain(Places places, int place) => Volatile.Read(ref _plain[place]) ?? Note(_plain, place, places.Start(place, default, all: false));

    /// <summary>The patterns that may start at a place behind some words.</summary>
    /// <param name="places">Works it out.</param>
    /// <param name="place">The place.</param>
    /// <param name="context">The patterns that the words make credible.</param>
    public MachineState InContext(Places places, int place, ReadOnlySpan<ulong> context)
    {
        Span<ulong> key = stackalloc ulong[context.Length + 1];
        context.CopyTo(key);
        key[^1] = (ulong)place;
        if (!_inContext.TryGetValue(key, out var root))
        {
            root = places.Start(place, context, all: false);
            _inContext.TryAdd(key, root);
        }

        return root;
    }

    private static MachineState Note(MachineState?[] roots, int place, MachineState root)
    {
        Volatile.Write(ref roots[place], root);
        return root;
    }
}
