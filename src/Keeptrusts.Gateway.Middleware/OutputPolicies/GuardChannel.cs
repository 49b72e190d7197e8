using System.Buffers;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>A text of an answer that arrives in pieces: judged, then with the request's placeholders turned back.</summary>
/// <param name="key">Which.</param>
/// <param name="evaluation">Judges it; <see langword="null"/> where no policy reads output.</param>
/// <param name="restorer">Turns placeholders back; <see langword="null"/> where there are none.</param>
/// <param name="call">The tool call that hears what was judged; <see langword="null"/> for other texts.</param>
/// <param name="places">Follows the places that annotations name; <see langword="null"/> where nobody asks for them.</param>
internal sealed class GuardChannel(GuardChannelKey key, ChannelEvaluation? evaluation, Restorer? restorer, HeldCall? call, ShownPlaces? places = null)
{
    private readonly ArrayBufferWriter<char>? _judged = restorer is null && call is null && places is null ? null : new();
    private readonly ArrayBufferWriter<char>? _shown = places is null || restorer is null ? null : new();

    public GuardChannelKey Key { get; } = key;

    /// <summary>The path at which the text came last: what is said of it later has that form.</summary>
    public string Form { get; set; } = key.Path;

    public bool Completed { get; private set; }

    public ShownPlaces? Places { get; } = places;

    /// <summary>Characters that it holds back.</summary>
    public int Held => (evaluation?.Held ?? 0) + (restorer?.Held ?? 0);

    /// <summary>Whether it holds something back.</summary>
    public bool Holds => Held > 0;

    /// <summary>Takes the next piece and appends what may be released now.</summary>
    /// <returns>Whether that is exactly the piece.</returns>
    public bool Write(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        if (_judged is null)
        {
            return Judge(text, released);
        }

        Places?.Say(text);
        _judged.ResetWrittenCount();
        var verbatim = Judge(text, _judged);
        NoteJudged(text.Length);
        return Pass(_judged.WrittenSpan, released) && verbatim;
    }

    /// <summary>Ends the text and appends the rest; a second time does nothing.</summary>
    public void Complete(IBufferWriter<char> released)
    {
        if (Completed)
        {
            return;
        }

        Completed = true;
        if (_judged is null)
        {
            evaluation?.Complete(released);
            return;
        }

        _judged.ResetWrittenCount();
        evaluation?.Complete(_judged);
        NoteJudged(0);
        Pass(_judged.WrittenSpan, released);
        if (restorer is not null)
        {
            _shown?.ResetWrittenCount();
            restorer.Complete(_shown ?? released);
            NoteRestored(released);
        }
    }

    private bool Judge(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        if (evaluation is not null)
        {
            return evaluation.Write(text, released);
        }

        released.Write(text);
        return true;
    }

    private bool Pass(ReadOnlySpan<char> judged, IBufferWriter<char> released)
    {
        call?.Hear(Key.Path, judged);
        if (restorer is null)
        {
            Places?.Show(judged);
            released.Write(judged);
            return true;
        }

        _shown?.ResetWrittenCount();
        var verbatim = restorer.Write(judged, _shown ?? released);
        NoteRestored(released);
        return verbatim;
    }

    private void NoteJudged(int length)
    {
        if (Places is null)
        {
            return;
        }

        if (evaluation is null)
        {
            Places.Judge(new(length, length, true));
            return;
        }

        foreach (var release in evaluation.Decided)
        {
            Places.Judge(release);
        }
    }

    private void NoteRestored(IBufferWriter<char> released)
    {
        if (_shown is not null)
        {
            Places!.Restore(restorer!.Decided);
            Places.Show(_shown.WrittenSpan);
            released.Write(_shown.WrittenSpan);
        }
    }
}
