using System.Buffers;
using System.Diagnostics;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A channel of a phase: keeps what is not decided yet, and releases what is.</summary>
internal abstract class SpanChannel : ChannelEvaluation
{
    private readonly SpanEvaluation _evaluation;
    private readonly SpanFindings _findings;
    private readonly List<TextRelease> _decided = [];
    private char[] _held = [];
    private int _heldCount;
    private bool _ended;

    protected SpanChannel(SpanEvaluation evaluation, SpanPhase phase, SpanFindings findings, string? at)
    {
        _evaluation = evaluation;
        _findings = findings;
        Edits.Begin(findings, new ChannelMarkers(evaluation, phase), locate: null, at);
    }

    public sealed override int Held => _heldCount;

    public sealed override IReadOnlyList<TextRelease> Decided => _decided;

    /// <summary>Whether anything was replaced so far.</summary>
    public bool Changed { get; private set; }

    /// <summary>Receives the decisions about the raw text.</summary>
    protected SpanEdits Edits { get; } = new();

    public sealed override bool Write(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        _decided.Clear();
        if (_ended || _evaluation.Withholds)
        {
            _heldCount = 0;
            return text.IsEmpty;
        }

        var began = Stopwatch.GetTimestamp();
        var pristine = _heldCount == 0;
        Take(text);
        pristine &= !Edits.Changed && Edits.Length == text.Length;
        Release(text, released);
        _evaluation.Note(_findings, began);
        _heldCount = _evaluation.Withholds ? 0 : _heldCount;
        return pristine;
    }

    public sealed override void Complete(IBufferWriter<char> released)
    {
        _decided.Clear();
        if (_ended || _evaluation.Withholds)
        {
            Finish();
            return;
        }

        var began = Stopwatch.GetTimestamp();
        TakeEnd();
        Release(default, released);
        _evaluation.Note(_findings, began);
        Finish();
    }

    /// <summary>Ends the channel where it stands: what it still holds is judged and never released.</summary>
    public void Abandon()
    {
        if (!_ended)
        {
            Complete(new ArrayBufferWriter<char>());
        }
    }

    /// <summary>Gives the matchers back.</summary>
    public void Finish()
    {
        if (!_ended)
        {
            (_ended, _heldCount) = (true, 0);
            Return();
        }
    }

    /// <summary>Judges the next characters.</summary>
    protected abstract void Take(ReadOnlySpan<char> text);

    /// <summary>Judges what waits for more.</summary>
    protected abstract void TakeEnd();

    /// <summary>Returns rented matchers.</summary>
    protected abstract void Return();

    private void Release(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        Edits.Apply(_held.AsSpan(0, _heldCount), text, released, _decided);
        Changed |= Edits.Changed;
        Keep(text, Edits.Length);
        Edits.Clear();
    }

    private void Keep(ReadOnlySpan<char> text, int decided)
    {
        var fromHeld = Math.Min(decided, _heldCount);
        var rest = text[(decided - fromHeld)..];
        var kept = _heldCount - fromHeld;
        if (kept + rest.Length > _held.Length)
        {
            Array.Resize(ref _held, Math.Max(kept + rest.Length, Math.Max(64, _held.Length * 2)));
        }

        _held.AsSpan(fromHeld, kept).CopyTo(_held);
        rest.CopyTo(_held.AsSpan(kept));
        _heldCount = kept + rest.Length;
    }
}
