using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Events that wait until a text before them is decided.</summary>
internal sealed class EventQueue
{
    private readonly List<(byte[] Data, bool IsHeard)> _events = [];

    public bool IsEmpty => _events.Count == 0;

    public int Count => _events.Count;

    /// <summary>Bytes that wait.</summary>
    public long Size { get; private set; }

    public void Add(ReadOnlySpan<byte> data)
    {
        _events.Add((data.ToArray(), false));
        Size += data.Length;
    }

    public byte[] Data(int at) => _events[at].Data;

    public ResponsesEvent? Read(ResponsesReader reader, int at) => reader.Read(_events[at].Data, isEvent: true);

    /// <summary>Whether what an event adds to its text was taken already.</summary>
    public bool IsHeard(int at) => _events[at].IsHeard;

    public void Hear(int at) => _events[at] = (_events[at].Data, true);

    /// <summary>Takes the first.</summary>
    public (byte[] Data, bool IsHeard) Take()
    {
        var first = _events[0];
        _events.RemoveAt(0);
        Size -= first.Data.Length;
        return first;
    }
}
