using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Counters;
using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime.Counters;

/// <summary>A node as far as its counters go.</summary>
internal sealed class CountingNode
{
    private readonly string _id;
    private readonly TimeProvider _time;

    public CountingNode(string id, INodeAuthority authority, TimeProvider time)
    {
        (_id, _time) = (id, time);
        Way = new(authority);
        Start();
    }

    public FlakyAuthority Way { get; }

    public LeasedCounters Counters { get; private set; } = null!;

    public NodePulse Pulse { get; private set; } = null!;

    /// <summary>Calls that run, by their places' counter.</summary>
    public Dictionary<string, int> Running { get; } = [];

    /// <summary>Starts the process, again where it ran: its memory is gone and its calls with it.</summary>
    public void Start()
    {
        Counters = new(_time);
        Pulse = new(Way, Counters, new(_id, "local-gw", null, null), _time, NullLogger<NodePulse>.Instance);
        Running.Clear();
    }

    public Task ExchangeAsync(bool everything = true) => Pulse.ExchangeAsync(everything, CancellationToken.None);

    /// <summary>Takes from a window as admission does: at once, or after one refill.</summary>
    public async Task<(bool Taken, CounterWindow Window)> TakeAsync(string name, long amount, long limit, TimeSpan length)
    {
        for (var attempt = 0; ; attempt++)
        {
            var window = CounterWindow.At(Counters.Now, length);
            var state = Counters.TryAdd($"{name}|{window.From.ToUnixTimeSeconds()}", amount, limit, window);
            if (state.Taken || state.Refill is null || attempt > 0)
            {
                return (state.Taken, window);
            }

            await ExchangeAsync(everything: false);
        }
    }

    public async Task<bool> EnterAsync(string name, int limit)
    {
        var state = Counters.TryEnter(name, limit);
        if (state is { Taken: false, Refill: not null })
        {
            await ExchangeAsync(everything: false);
            state = Counters.TryEnter(name, limit);
        }

        Running[name] = Running.GetValueOrDefault(name) + (state.Taken ? 1 : 0);
        return state.Taken;
    }

    public void Leave(string name)
    {
        if (Running.GetValueOrDefault(name) > 0)
        {
            Running[name]--;
            Counters.Exit(name);
        }
    }
}
