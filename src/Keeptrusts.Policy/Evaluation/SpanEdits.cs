using System.Buffers;
using Keeptrusts.Policy.Text;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>What to do with the next characters of a text, in order: pass some, replace some. Reusable.</summary>
internal sealed class SpanEdits : ISpanSink
{
    private readonly List<SpanEdit> _edits = [];
    private SpanFindings? _findings;
    private ChannelMarkers? _markers;
    private Func<string?>? _locate;
    private string? _at;
    private int _offset;

    /// <summary>Whether anything is replaced.</summary>
    public bool Changed { get; private set; }

    /// <summary>Characters that the edits cover.</summary>
    public int Length { get; private set; }

    /// <summary>Whether a policy failed while its marker was made, so that nothing more may pass.</summary>
    public bool Stopped => _markers is { Stopped: true };

    /// <summary>The edits in order; together they cover <see cref="Length"/> characters.</summary>
    public IReadOnlyList<SpanEdit> Edits => _edits;

    public void Begin(SpanFindings findings, ChannelMarkers markers, Func<string?>? locate, string? at = null)
    {
        Clear();
        (_findings, _markers, _locate, _at, _offset) = (findings, markers, locate, at, 0);
    }

    public void Clear()
    {
        _edits.Clear();
        (Changed, Length) = (false, 0);
    }

    public void Copy(int count)
    {
        Length += count;
        if (_edits.Count > 0 && _edits[^1] is { Passes: true } last)
        {
            _edits[^1] = SpanEdit.Pass(last.Count + count);
        }
        else
        {
            _edits.Add(SpanEdit.Pass(count));
        }
    }

    public void Replace(int count, int rule) => Replace(count, rule, ValueForm.Plain);

    public void Replace(int count, int rule, ValueForm form) => Add(new SpanEdit(count, rule, form));

    /// <summary>Replaces a JSON number, of which parts are redacted, by a string.</summary>
    public void ReplaceNumber(int count, IReadOnlyList<SpanEdit> parts) => Add(new SpanEdit(count, SpanEdit.Nothing, ValueForm.JsonNumber) { Parts = parts });

    public void Failed(int rule) => _findings!.Fail(rule);

    public void Found(int rule, int start, int end, double score) => Found(rule, start, end, score, inKey: false);

    public void Found(int rule, int start, int end, double score, bool inKey)
    {
        _at ??= _locate?.Invoke();
        _findings!.Add(rule, _offset + start, _offset + end, score, _at, inKey);
    }

    /// <summary>Edits of a text that stands at <paramref name="offset"/> inside this one; its findings are found here.</summary>
    public SpanEdits Nested(int offset) => new() { _findings = _findings, _locate = _locate, _at = _at, _offset = offset };

    /// <summary>Appends what is left of a text that comes in two parts. Markers are made now, in the order of the text.</summary>
    /// <param name="first">The first part.</param>
    /// <param name="second">The second.</param>
    /// <param name="released">Receives what is left.</param>
    /// <param name="decided">Hears what became of the characters.</param>
    public void Apply(ReadOnlySpan<char> first, ReadOnlySpan<char> second, IBufferWriter<char> released, List<TextRelease>? decided = null)
    {
        foreach (var edit in _edits)
        {
            var fromFirst = Math.Min(edit.Count, first.Length);
            var fromSecond = edit.Count - fromFirst;
            if (edit.Passes)
            {
                Append(first[..fromFirst], released);
                Append(second[..fromSecond], released);
                decided?.Add(new(edit.Count, edit.Count, true));
            }
            else
            {
                var marker = fromFirst > 0 && fromSecond > 0
                    ? MarkerOf(edit, string.Concat(first[..fromFirst], second[..fromSecond]))
                    : MarkerOf(edit, fromFirst > 0 ? first[..fromFirst] : second[..fromSecond]);
                Append(marker, released);
                decided?.Add(new(edit.Count, marker.Length, false));
            }

            if (Stopped)
            {
                return;
            }

            first = first[fromFirst..];
            second = second[fromSecond..];
        }
    }

    /// <summary>What stands in place of what an edit replaces.</summary>
    public string MarkerOf(in SpanEdit edit, ReadOnlySpan<char> raw) => _markers!.Of(edit, raw);

    private void Add(in SpanEdit edit)
    {
        Length += edit.Count;
        Changed = true;
        _edits.Add(edit);
    }

    private static void Append(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        if (!text.IsEmpty)
        {
            released.Write(text);
        }
    }
}
