using System.Buffers;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// Texts that are judged as one: a text, or the adjacent text parts of a message or a summary. What was decided goes back to the part in which it
/// stood; a marker to the part in which its value began.
/// </summary>
/// <param name="channel">Judges; <see langword="null"/> where no policy reads output.</param>
internal sealed class SpokenRun(ChannelEvaluation? channel)
{
    private readonly ArrayBufferWriter<char> _released = new(64);
    private readonly LinkedList<(SpokenText Text, int Left)> _undecided = [];

    /// <summary>Its last text.</summary>
    public SpokenText? Last { get; private set; }

    public bool Closed { get; private set; }

    /// <summary>Whether a text goes on with what was said last.</summary>
    public bool IsContinuedBy(ResponsesKey key) => !Closed && Last?.Key.IsContinuedBy(key) == true;

    /// <summary>Whether more of a text can be judged: not when the next part has begun since, or it was over.</summary>
    public bool Takes(SpokenText text) => channel is null || (!Closed && (Last == text || !text.Heard));

    /// <summary>Characters that wait.</summary>
    public int Held => channel?.Held ?? 0;

    /// <summary>Whether something of a text waits for what comes behind it.</summary>
    public bool Holds(SpokenText text) => !Closed && channel is { Held: > 0 } && _undecided.Any(part => part.Text == text && part.Left > 0);

    public void Write(SpokenText text, ReadOnlySpan<char> piece)
    {
        Last = text;
        if (channel is null)
        {
            text.Give(piece, new(piece.Length, piece.Length, true));
            return;
        }

        if (_undecided.Last is { } last && last.Value.Text == text)
        {
            last.Value = (text, last.Value.Left + piece.Length);
        }
        else
        {
            _undecided.AddLast((text, piece.Length));
        }

        _released.ResetWrittenCount();
        channel.Write(piece, _released);
        Distribute(channel.Decided);
    }

    /// <summary>Nothing more comes: what waits is decided.</summary>
    public void Close()
    {
        if (Closed)
        {
            return;
        }

        Closed = true;
        if (channel is not null)
        {
            _released.ResetWrittenCount();
            channel.Complete(_released);
            Distribute(channel.Decided);
        }
    }

    private void Distribute(IReadOnlyList<TextRelease> decided)
    {
        var released = _released.WrittenSpan;
        foreach (var release in decided)
        {
            var taken = release.Taken;
            var marker = released[..(release.IsVerbatim ? 0 : release.Given)];
            released = released[marker.Length..];
            do
            {
                var part = Next();
                if (part is null)
                {
                    return;
                }

                var (text, left) = part.Value;
                var step = Math.Min(taken, left);
                text.Give(release.IsVerbatim ? released[..step] : marker, new(step, release.IsVerbatim ? step : marker.Length, release.IsVerbatim));
                released = release.IsVerbatim ? released[step..] : released;
                marker = default;
                part.Value = (text, left - step);
                taken -= step;
            }
            while (taken > 0);
        }
    }

    // A part that is used up ends before anything of the next one.
    private LinkedListNode<(SpokenText Text, int Left)>? Next()
    {
        while (_undecided is { Count: > 1, First: { Value.Left: 0 } })
        {
            _undecided.RemoveFirst();
        }

        return _undecided.First;
    }
}
