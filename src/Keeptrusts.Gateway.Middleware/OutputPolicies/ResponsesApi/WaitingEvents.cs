using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// Events behind the end of a text part of which something is not decided: the next part may go on with it, since both are one text. They are looked
/// at until it is.
/// </summary>
/// <param name="judge">Judges the texts.</param>
internal sealed class WaitingEvents(ResponsesJudge judge)
{
    private readonly List<(byte[] Data, bool IsHeard)> _events = [];

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Bytes that wait.</summary>
    public long Size { get; private set; }

    /// <summary>Whether an event has to wait although none does yet.</summary>
    public bool Begin(ResponsesEvent read) => Undecided(read) is not null;

    public void Add(ReadOnlySpan<byte> data)
    {
        _events.Add((data.ToArray(), false));
        Size += data.Length;
    }

    /// <summary>Whether there is a first event and it need not wait.</summary>
    public bool IsDecided(ResponsesReader reader) =>
        !IsEmpty && (reader.Read(_events[0].Data, isEvent: true) is not { } first || Undecided(first) is not { } text || LookAhead(reader, text));

    /// <summary>Takes the first event, and whether what it adds to its text was heard already.</summary>
    public (byte[] Data, bool IsHeard) Take()
    {
        var first = _events[0];
        _events.RemoveAt(0);
        Size -= first.Data.Length;
        return first;
    }

    // The text part that an event says is over.
    private SpokenText? Undecided(ResponsesEvent read)
    {
        foreach (var said in read.EndsItem || read.IsTerminal ? [] : read.Texts)
        {
            if (said is { Role: ResponsesRole.Whole, Key.IsJoined: true } && judge.Texts.Find(said.Key) is { } text && text.Run.Holds(text))
            {
                return text;
            }
        }

        return null;
    }

    private bool LookAhead(ResponsesReader reader, SpokenText text)
    {
        for (var i = 1; i < _events.Count && text.Run.Holds(text); i++)
        {
            var (data, isHeard) = _events[i];
            if (isHeard || reader.Read(data, isEvent: true) is not { } read)
            {
                continue;
            }

            var said = read.Texts.Find(part => part.Role == ResponsesRole.Delta && part.Key.Output == text.Key.Output);
            if (said.Role == ResponsesRole.Delta && text.Run.IsContinuedBy(said.Key))
            {
                judge.Hear(data, read, isHeard: false, new JsonEdits());
                _events[i] = (data, true);
            }
            else if (read.IsTerminal || (read.EndsItem && read.Output == text.Key.Output) || said.Role == ResponsesRole.Delta)
            {
                text.Run.Close();
            }
        }

        return !text.Run.Holds(text);
    }
}
