using System.Buffers;
using Keeptrusts.Policy.Text;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>What to do with the next characters of a text, in order: pass some, replace some. Reusable.</summary>
internal sealed class SpanEdits : ISpanSink
{
    private readonly List<(int Count, string? Marker)> _operations = [];
    private SpanFindings? _findings;
    private Func<string?>? _locate;
    private string? _at;
    private int _offset;

    /// <summary>Whether anything is replaced.</summary>
    public bool Changed { get; private set; }

    /// <summary>Characters that the operations cover.</summary>
    public int Length { get; private set; }

    /// <summary>In order: how many characters pass, or, with a marker, how many it replaces.</summary>
    public IReadOnlyList<(int Count, string? Marker)> Operations => _operations;

    public void Begin(SpanFindings findings, Func<string?>? locate, string? at = null)
    {
        Clear();
        (_findings, _locate, _at, _offset) = (findings, locate, at, 0);
    }

    public void Clear()
    {
        _operations.Clear();
        (Changed, Length) = (false, 0);
    }

    public void Copy(int count)
    {
        Length += count;
        if (_operations.Count > 0 && _operations[^1] is { Marker: null } last)
        {
            _operations[^1] = (last.Count + count, null);
        }
        else
        {
            _operations.Add((count, null));
        }
    }

    public void Replace(int count, int rule) => Put(count, MarkerOf(rule));

    /// <summary>What stands in place of a value that a rule found; nothing for -1.</summary>
    public string MarkerOf(int rule) => rule < 0 ? "" : _findings!.MarkerOf(rule);

    public void Failed(int rule) => _findings!.Fail(rule);

    /// <summary>The next characters vanish, and something stands in their place.</summary>
    public void Put(int count, string marker)
    {
        Length += count;
        Changed = true;
        _operations.Add((count, marker));
    }

    public void Found(int rule, int start, int end, double score) => Found(rule, start, end, score, inKey: false);

    public void Found(int rule, int start, int end, double score, bool inKey)
    {
        _at ??= _locate?.Invoke();
        _findings!.Add(rule, _offset + start, _offset + end, score, _at, inKey);
    }

    /// <summary>Edits of a text that stands at <paramref name="offset"/> inside this one; its findings are found here.</summary>
    public SpanEdits Nested(int offset) => new() { _findings = _findings, _locate = _locate, _at = _at, _offset = offset };

    /// <summary>Appends what is left of a text that comes in two parts.</summary>
    public void Apply(ReadOnlySpan<char> first, ReadOnlySpan<char> second, IBufferWriter<char> released)
    {
        foreach (var (count, marker) in _operations)
        {
            var fromFirst = Math.Min(count, first.Length);
            if (marker is null)
            {
                Append(first[..fromFirst], released);
                Append(second[..(count - fromFirst)], released);
            }
            else
            {
                Append(marker, released);
            }

            first = first[fromFirst..];
            second = second[(count - fromFirst)..];
        }
    }

    /// <summary>What is left of a text.</summary>
    public string Apply(string text)
    {
        var rewritten = new ArrayBufferWriter<char>(text.Length + 16);
        Apply(text, default, rewritten);
        return rewritten.WrittenSpan.ToString();
    }

    private static void Append(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        if (!text.IsEmpty)
        {
            released.Write(text);
        }
    }
}
