using System.Runtime.CompilerServices;

namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The journal as others read it.</summary>
internal sealed class JournalFeed(Journal journal) : IEventFeed
{
    public async IAsyncEnumerable<JournalEvent> ReadAsync(
        JournalPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = journal.End;
        foreach (var number in journal.Segments.Numbers().Where(number => number >= after.Segment))
        {
            using var lines = new JournalLineReader(journal.Segments.PathOf(number), number == after.Segment ? after.Offset : 0);
            while (NextEvent(lines) is { } read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var position = new JournalPosition(number, lines.Position);
                if (position > end)
                {
                    yield break; // Written, but not yet acknowledged when the reading began.
                }

                yield return new(position, read);
            }
        }

        await Task.CompletedTask;
    }

    public Task WaitAsync(JournalPosition position, CancellationToken cancellationToken) => journal.WaitAsync(position, cancellationToken);

    public Task<JournalPosition> ResumeAsync(JournalPosition shipped) => journal.ResumeAsync(shipped);

    public void Release(JournalPosition shipped) => journal.Segments.DeleteBefore(shipped.Segment);

    private static byte[]? NextEvent(JournalLineReader lines)
    {
        while (lines.TryRead(out var line))
        {
            if (HashChain.TryRead(line, out _))
            {
                return line.ToArray();
            }
        }

        return null;
    }
}
