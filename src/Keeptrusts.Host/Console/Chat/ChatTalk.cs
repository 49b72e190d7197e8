using System.Text;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>A conversation as it goes on in a page: asks, shows answers as they are written, and keeps each turn.</summary>
internal sealed class ChatTalk(ConversationService conversations, IGovernedCalls calls, ChatTrace trace, RunningTurns running, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(80);

    private RunningTurn? _turn;
    private bool _isMine;

    /// <summary>What it is called and whose it is; <see langword="null"/>: it has not begun.</summary>
    public ConversationSummary? Conversation { get; private set; }

    public IReadOnlyList<ChatTurn> Turns { get; private set; } = [];

    /// <summary>Whether answers are being written.</summary>
    public bool IsBusy => _turn is not null;

    /// <summary>What the last turn came to, in words, for whoever hears the page.</summary>
    public string Spoken { get; private set; } = "";

    /// <summary>Opens a conversation that there is, or a fresh one. What another page of its user is having answered is shown, too.</summary>
    public void Open(ConversationSummary? conversation, IReadOnlyList<ChatTurn> turns)
    {
        Leave();
        (Conversation, Spoken) = (conversation, "");
        _turn = conversation is null ? null : running.Find(conversation.Id);
        // What was being written when its host went away was never finished.
        Turns = _turn?.Now is { } now
            ? With(turns, now)
            : [.. turns.Select(t => t with { Answers = [.. t.Answers.Select(a => a.State == AnswerState.Writing ? a with { State = AnswerState.Failed, Problem = "The host was stopped before the answer came." } : a)] })];
    }

    /// <summary>Shows what another page is having answered, until it is.</summary>
    public async Task FollowAsync(Func<Task> changed)
    {
        if (_isMine || _turn is not { } followed)
        {
            return;
        }

        for (var ended = false; !ended && _turn == followed;)
        {
            await Task.WhenAny(followed.Ended, Task.Delay(Frame, time));
            ended = followed.Ended.IsCompleted;
            if (_turn != followed)
            {
                return;
            }

            Turns = followed.Now is { } now ? With(Turns, now) : Turns;
            if (ended)
            {
                _turn = null;
                Spoken = followed.Now is { } last ? string.Join(' ', last.Answers.Select(Ended)) : "";
            }

            await changed();
        }
    }

    /// <summary>It is called something else now.</summary>
    public void Renamed(ConversationSummary conversation) => Conversation = conversation;

    public void Stop() => _turn?.Stop();

    public void Dispose() => Leave();

    /// <summary>Asks each model, side by side.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="seat">For which team.</param>
    /// <param name="models">Whom.</param>
    /// <param name="question">What.</param>
    /// <param name="passages">What goes with it.</param>
    /// <param name="changed">Called when there is more to show.</param>
    /// <returns>Why nobody was asked.</returns>
    public async Task<Refusal?> AskAsync(Principal caller, ChatSeat seat, IReadOnlyList<string> models, string question, IReadOnlyList<ChatPassage> passages, Func<Task> changed)
    {
        if (Turns.Count >= ConversationService.MostTurns)
        {
            return new(RefusalKind.Conflict, $"This conversation has {ConversationService.MostTurns} turns, which is the most. Begin a new one.");
        }

        if (Conversation is null)
        {
            if ((await conversations.BeginAsync(caller, seat.Team.Id, question, CancellationToken.None)).Refused(out var refusal, out var begun))
            {
                return refusal;
            }

            Conversation = begun;
        }

        var id = Conversation.Id;
        if (running.TryBegin(id) is not { } mine)
        {
            return new(RefusalKind.Conflict, "This conversation is being answered in another tab. Wait until it is, or stop it there; then send this again.");
        }

        (_turn, _isMine) = (mine, true);
        try
        {
            // Another tab may have gone on with it, or deleted it.
            var earlier = await conversations.TurnsAsync(caller, id, CancellationToken.None);
            var turn = new ChatTurn
            {
                Number = earlier.Count == 0 ? 1 : earlier[^1].Number + 1,
                AskedAt = time.GetUtcNow(),
                Question = question,
                Passages = passages,
                Answers = [.. models.Select(m => new ChatAnswer { Model = m, State = AnswerState.Writing })],
            };
            if (!await conversations.KeepAsync(caller, id, seat.Team.Id, turn, CancellationToken.None))
            {
                return new(RefusalKind.NotFound, "This conversation was deleted. Begin a new one.");
            }

            Spoken = models.Count == 1 ? $"{models[0]} is answering." : $"{models.Count} models are answering.";
            mine.Now = turn;
            Turns = [.. earlier, turn];
            await changed();
            var writers = models.Select(model => new Writer(model)).ToList();
            var asked = writers.Select(writer => AskAsync(writer, seat, ChatPrompt.Of(earlier, writer.Model, question, passages), mine.Stopped)).ToList();
            var all = Task.WhenAll(asked);
            while (!all.IsCompleted)
            {
                await Task.WhenAny(all, Task.Delay(Frame, time));
                turn = turn with { Answers = [.. writers.Select((writer, i) => writer.Now(turn.Answers[i]))] };
                mine.Now = turn;
                Turns = _turn == mine ? [.. earlier, turn] : Turns;
                await changed();
            }

            turn = turn with { Answers = await all };
            mine.Now = turn;
            await conversations.KeepAsync(caller, id, seat.Team.Id, turn, CancellationToken.None);
            if (_turn == mine)
            {
                Turns = [.. earlier, turn];
                Spoken = string.Join(' ', turn.Answers.Select(Ended));
            }
        }
        finally
        {
            (_turn, _isMine) = _turn == mine ? (null, false) : (_turn, _isMine);
            running.End(id, mine);
        }

        await changed();
        return null;
    }

    // Who leaves the page stops what it asked for, not what it looked on.
    private void Leave()
    {
        if (_isMine)
        {
            _turn?.Stop();
        }

        (_turn, _isMine) = (null, false);
    }

    private static IReadOnlyList<ChatTurn> With(IReadOnlyList<ChatTurn> turns, ChatTurn turn) => [.. turns.Where(t => t.Number < turn.Number), turn];

    private async Task<ChatAnswer> AskAsync(Writer writer, ChatSeat seat, ChatPrompt prompt, CancellationToken stopped)
    {
        var answer = await calls.AskAsync(seat.Key, writer.Model, prompt, writer.Write, stopped);
        writer.Ended = answer with { Text = writer.Text };
        // Of a call that was stopped, too, there is an event: it has to be paid for.
        return writer.Ended = writer.Ended with { Facts = await trace.FindAsync(answer.RequestId, prompt, CancellationToken.None) };
    }

    private static string Ended(ChatAnswer answer) => answer.State switch
    {
        AnswerState.Done => $"{answer.Model} has answered: {(answer.Text.Length > 300 ? answer.Text[..300] + "…" : answer.Text)}",
        AnswerState.Stopped => $"{answer.Model} was stopped.",
        AnswerState.Refused => $"{answer.Model} was not asked or cut: {answer.Problem}",
        _ => $"{answer.Model} did not answer: {answer.Problem}",
    };

    /// <summary>Takes what a model writes, on whatever thread it comes.</summary>
    private sealed class Writer(string model)
    {
        private readonly StringBuilder _text = new();
        private readonly Lock _writing = new();

        public string Model => model;

        public ChatAnswer? Ended { get; set; }

        public string Text
        {
            get
            {
                lock (_writing)
                {
                    return _text.ToString();
                }
            }
        }

        public void Write(string piece)
        {
            lock (_writing)
            {
                _text.Append(piece);
            }
        }

        /// <summary>How it stands; the same object where nothing is new.</summary>
        public ChatAnswer Now(ChatAnswer before) => Ended ?? (before.Text.Length == Length ? before : before with { Text = Text });

        private int Length
        {
            get
            {
                lock (_writing)
                {
                    return _text.Length;
                }
            }
        }
    }
}
