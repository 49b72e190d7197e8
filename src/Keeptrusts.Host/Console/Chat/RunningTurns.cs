using System.Collections.Concurrent;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>The turns that are being answered, one of a conversation at a time: a page that is opened meanwhile shows it, too, and none asks beside it.</summary>
internal sealed class RunningTurns
{
    private readonly ConcurrentDictionary<string, RunningTurn> _running = new(StringComparer.Ordinal);

    public RunningTurn? Find(string conversation) => _running.GetValueOrDefault(conversation);

    /// <returns>A turn of the conversation; <see langword="null"/> where there is one.</returns>
    public RunningTurn? TryBegin(string conversation)
    {
        var turn = new RunningTurn();
        if (_running.TryAdd(conversation, turn))
        {
            return turn;
        }

        turn.Dispose();
        return null;
    }

    public void End(string conversation, RunningTurn turn)
    {
        _running.TryRemove(KeyValuePair.Create(conversation, turn));
        turn.Dispose();
    }
}
