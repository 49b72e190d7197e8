using System.Buffers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// One text of a response: what the provider said of it, and what of that may be shown. Every event that repeats it is made to say the latter, so
/// that it equals what was streamed.
/// </summary>
/// <param name="key">Which.</param>
/// <param name="run">Judges it.</param>
/// <param name="restorer">Turns placeholders back; <see langword="null"/> where there are none.</param>
internal sealed class SpokenText(ResponsesKey key, SpokenRun run, Restorer? restorer)
{
    private readonly StringBuilder _raw = new();
    private readonly StringBuilder _judged = new();
    private readonly StringBuilder? _restored = restorer is null ? null : new();
    private readonly ArrayBufferWriter<char> _pending = new(64);
    private readonly ShownPlaces _places = new(restorer is not null);

    public ResponsesKey Key => key;

    public SpokenRun Run => run;

    /// <summary>Whether something of it has come.</summary>
    public bool Heard => _raw.Length > 0;

    /// <summary>The first event that added to it: what is still to be said goes out in its form.</summary>
    public byte[]? Envelope { get; set; }

    /// <summary>Events with annotations of what has not been decided yet.</summary>
    public List<byte[]> Postponed { get; } = [];

    /// <summary>Whether it is over.</summary>
    public bool Ended { get; private set; }

    /// <summary>What may be shown and was not yet.</summary>
    public ReadOnlySpan<char> Pending => _pending.WrittenSpan;

    /// <summary>What policies leave of it.</summary>
    public string Judged => _judged.ToString();

    /// <summary>What is shown of it: the same, with placeholders turned back.</summary>
    public string Shown => (_restored ?? _judged).ToString();

    /// <summary>Takes what the provider says.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        _raw.Append(text);
        _places.Say(text);
        run.Write(this, text);
    }

    /// <summary>Whether what is shown is not what the provider said; of a text that has ended.</summary>
    public bool IsChanged => !_raw.Equals(_restored ?? _judged);

    /// <summary>Whether the provider said exactly this.</summary>
    public bool Is(ReadOnlySpan<char> text) => _raw.Equals(text);

    /// <summary>Takes what its run has decided.</summary>
    public void Give(ReadOnlySpan<char> text, TextRelease release)
    {
        _places.Judge(release);
        _judged.Append(text);
        var before = _pending.WrittenCount;
        if (restorer is null)
        {
            _pending.Write(text);
        }
        else
        {
            restorer.Write(text, _pending);
        }

        Restored(before);
    }

    /// <summary>No more comes, and its run holds nothing of it.</summary>
    public void End()
    {
        if (!key.IsJoined)
        {
            run.Close(); // Others may go on in the next part.
        }

        if (!Ended && restorer is not null)
        {
            var before = _pending.WrittenCount;
            restorer.Complete(_pending);
            Restored(before);
        }

        Ended = true;
    }

    /// <summary>What is pending has been sent.</summary>
    public void Sent() => _pending.ResetWrittenCount();

    /// <summary>Whether the text is decided up to a place, in code points.</summary>
    public bool Decides(int place) => Ended || _places.Decides(place);

    /// <summary>Where a place of the provider's text is in what is shown, in code points.</summary>
    public int Shift(int place, bool isEnd) => _places.Shift(place, isEnd);

    private void Restored(int before)
    {
        var more = _pending.WrittenSpan[before..];
        _restored?.Append(more);
        _places.Restore(restorer?.Decided ?? []);
        _places.Show(more);
    }
}
