using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>
/// The last words before a place, written together. Many detectors ask for those of one place in turn, so that each thread keeps what it worked out last.
/// </summary>
internal sealed class LastWords
{
    [ThreadStatic]
    private static LastWords? _latest;

    private readonly char[] _left = new char[SpanDetector.ContextLength];
    private readonly char[] _joined = new char[SpanDetector.ContextLength];
    private int _length = -1;
    private int _first;

    /// <summary>The letters and digits of the words, without what parts them.</summary>
    public ReadOnlySpan<char> Joined => _joined.AsSpan(_first);

    /// <summary>Where words start, as bits, by the distance from the end; a word further back than 63 letters has none. 0: there are no words.</summary>
    public ulong Starts { get; private set; }

    /// <summary>The last <see cref="ContextWords.Reach"/> words of a folded text of at most <see cref="SpanDetector.ContextLength"/> characters.</summary>
    public static LastWords Of(ReadOnlySpan<char> left)
    {
        var latest = _latest ??= new LastWords();
        if (!latest._left.AsSpan(0, Math.Max(latest._length, 0)).SequenceEqual(left) || latest._length < 0)
        {
            latest.Read(left);
        }

        return latest;
    }

    private void Read(ReadOnlySpan<char> left)
    {
        left.CopyTo(_left);
        (_length, _first, Starts) = (left.Length, _joined.Length, 0);
        var words = 0;
        for (var i = left.Length - 1; i >= 0 && words < ContextWords.Reach; i--)
        {
            if (!Letters.IsWord(left[i]))
            {
                continue;
            }

            _joined[--_first] = left[i];
            if (i == 0 || !Letters.IsWord(left[i - 1]))
            {
                words++;
                var distance = _joined.Length - _first;
                Starts |= distance < 64 ? 1UL << distance : 0;
            }
        }
    }
}
