using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Changes to a JSON text by byte range. Everything else stays as it came, byte for byte. Ranges are added in any order; one inside
/// another is void, since what it would change is replaced as a whole.
/// </summary>
internal sealed class JsonEdits
{
    private readonly List<Edit> _edits = [];
    private readonly ArrayBufferWriter<byte> _replacements = new();
    private bool _ofAttempt;

    public bool IsEmpty => _edits.Count == 0;

    /// <summary>Replaces a token by a JSON string.</summary>
    public void ReplaceByString(ByteRange range, ReadOnlySpan<char> text)
    {
        var start = _replacements.WrittenCount;
        JsonText.WriteString(_replacements, text);
        Add(range, start);
    }

    /// <summary>Replaces a range by raw JSON; an empty range inserts.</summary>
    public void ReplaceByRaw(ByteRange range, ReadOnlySpan<byte> json)
    {
        var start = _replacements.WrittenCount;
        _replacements.Write(json);
        Add(range, start);
    }

    /// <returns>The text of the string that replaces a token; <see langword="null"/> where none does.</returns>
    public string? StringOf(ByteRange range)
    {
        foreach (var edit in _edits)
        {
            if (edit.Range == range && _replacements.WrittenSpan.Slice(edit.Start, edit.Length) is [(byte)'"', .. var inside, (byte)'"'])
            {
                var chars = new char[inside.Length];
                return new(chars, 0, JsonText.Decode(inside, escaped: true, chars));
            }
        }

        return null;
    }

    /// <summary>Takes back what was to become of a range.</summary>
    public void Remove(ByteRange range) => _edits.RemoveAll(edit => edit.Range == range);

    /// <summary>Changes from here on are those of one attempt; those of the attempt before are taken back.</summary>
    public void BeginAttempt()
    {
        if (_ofAttempt)
        {
            _edits.RemoveAll(static edit => edit.OfAttempt);
        }

        _ofAttempt = true;
    }

    public void Clear()
    {
        _edits.Clear();
        _replacements.ResetWrittenCount();
    }

    /// <summary>Writes the edited text.</summary>
    public void Apply(ReadOnlySpan<byte> json, IBufferWriter<byte> output) => Apply(json, new(0, json.Length), output);

    /// <summary>The edited text.</summary>
    public ReadOnlyMemory<byte> Applied(ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length + 256);
        Apply(json.Span, output);
        return output.WrittenMemory;
    }

    /// <summary>Writes a part of the edited text.</summary>
    public void Apply(ReadOnlySpan<byte> json, ByteRange part, IBufferWriter<byte> output)
    {
        _edits.Sort(static (a, b) => a.Range.Start != b.Range.Start ? a.Range.Start.CompareTo(b.Range.Start) : a.Start.CompareTo(b.Start));
        var position = part.Start;
        foreach (var edit in _edits)
        {
            if (edit.Range.Start < position || edit.Range.End > part.End)
            {
                continue;
            }

            output.Write(json[position..edit.Range.Start]);
            output.Write(_replacements.WrittenSpan.Slice(edit.Start, edit.Length));
            position = edit.Range.End;
        }

        output.Write(json[position..part.End]);
    }

    private void Add(ByteRange range, int start) => _edits.Add(new(range, start, _replacements.WrittenCount - start, _ofAttempt));

    private readonly record struct Edit(ByteRange Range, int Start, int Length, bool OfAttempt);
}
