namespace Keeptrusts.Policy.Text.Matching;

/// <summary>The notes of all threads, as linked lists in one array that is used again and again.</summary>
internal sealed class EndNotes
{
    public const int None = -1;

    private EndNote[] _notes = new EndNote[16];
    private int _free = None;
    private int _used;

    public ref EndNote this[int index] => ref _notes[index];

    public void Clear() => (_free, _used) = (None, 0);

    /// <summary>The note of a detector in a list, added where it is not there yet.</summary>
    /// <param name="first">The list.</param>
    /// <param name="detector">The detector.</param>
    /// <param name="added">Whether it was added.</param>
    public ref EndNote For(ref int first, int detector, out bool added)
    {
        added = false;
        for (var i = first; i != None; i = _notes[i].Next)
        {
            if (_notes[i].Detector == detector)
            {
                return ref _notes[i];
            }
        }

        var index = Take();
        _notes[index] = new EndNote { Detector = detector, Next = first };
        first = index;
        added = true;
        return ref _notes[index];
    }

    /// <summary>Gives a list back.</summary>
    public void Free(int first)
    {
        while (first != None)
        {
            var next = _notes[first].Next;
            _notes[first].Next = _free;
            _free = first;
            first = next;
        }
    }

    private int Take()
    {
        if (_free != None)
        {
            var index = _free;
            _free = _notes[index].Next;
            return index;
        }

        if (_used == _notes.Length)
        {
            Array.Resize(ref _notes, _used * 2);
        }

        return _used++;
    }
}
