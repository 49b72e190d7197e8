using System.Collections.Concurrent;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>A desk in memory. Decisions are made by hand.</summary>
internal sealed class FakeDesk : IEscalationDesk
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new();
    private readonly ConcurrentQueue<EscalationCase> _opened = [];

    public bool Broken { get; set; }

    /// <summary>Hears that an escalation is about to be opened.</summary>
    public Action? Opening { get; set; }

    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>What was opened, in that order.</summary>
    public IReadOnlyList<EscalationCase> Cases => [.. _opened];

    public bool HoldsAnswers => _entries.Values.Any(entry => entry.Case.Answer is not null && !entry.Used);

    public ValueTask<ReadOnlyMemory<byte>> HashKeyAsync(CancellationToken cancellation) => new(new byte[32]);

    public ValueTask<EscalationTicket?> FindAnswerAsync(string subject, CancellationToken cancellation)
    {
        Asked.Enqueue("find");
        var live = _entries.Values.Where(entry => entry.Case.Answer is not null && entry.Case.Subject == subject && !entry.Used);
        return new(live.OrderByDescending(entry => entry.Ticket.State == EscalationState.Approved).FirstOrDefault()?.Ticket);
    }

    public ValueTask<EscalationTicket> OpenAsync(EscalationCase escalation, CancellationToken cancellation)
    {
        Asked.Enqueue("open");
        Opening?.Invoke();
        if (Broken)
        {
            throw new IOException("no desk");
        }

        var known = _entries.Values.FirstOrDefault(entry => entry.Case.Subject == escalation.Subject && entry.Case.Policy.Name == escalation.Policy.Name && !entry.Used);
        if (known is null)
        {
            _opened.Enqueue(escalation);
            known = _entries[escalation.Id] = new Entry(escalation);
        }

        return new(known.Ticket);
    }

    public async ValueTask<EscalationTicket> WaitAsync(string id, CancellationToken cancellation)
    {
        Asked.Enqueue("wait");
        await _entries[id].Decision.Task.WaitAsync(cancellation);
        return _entries[id].Ticket;
    }

    public ValueTask<HeldAnswer?> ReleaseAsync(string id, CancellationToken cancellation)
    {
        Asked.Enqueue("release");
        var entry = _entries[id];
        if (entry.Used || entry.Ticket.State != EscalationState.Approved)
        {
            return new((HeldAnswer?)null);
        }

        entry.Used = true;
        return new(entry.Case.Answer! with { Others = entry.Case.Others, Request = entry.Case.Request });
    }

    public void Decide(string id, bool approve, bool note = false)
    {
        var entry = _entries[id];
        entry.Ticket = entry.Ticket with { State = approve ? EscalationState.Approved : EscalationState.Denied, HasNote = note };
        entry.Decision.TrySetResult();
    }

    private sealed class Entry(EscalationCase opened)
    {
        public EscalationCase Case { get; } = opened;

        public EscalationTicket Ticket { get; set; } = new(opened.Id, opened.Policy, EscalationState.Pending);

        public bool Used { get; set; }

        public TaskCompletionSource Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
