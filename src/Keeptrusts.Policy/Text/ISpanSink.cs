namespace Keeptrusts.Policy.Text;

/// <summary>
/// Receives what a <c>SpanMatcher</c> decides, in text order: every input character is either copied or replaced, exactly once.
/// </summary>
internal interface ISpanSink
{
    /// <summary>The next <paramref name="count"/> characters of the original text pass unchanged.</summary>
    void Copy(int count);

    /// <summary>The next <paramref name="count"/> characters (0 or more) vanish; <paramref name="marker"/> stands in their place (may be empty).</summary>
    void Replace(int count, string marker);

    /// <summary>An accepted finding of rule <paramref name="rule"/>, reported in order of its start.</summary>
    void Found(int rule, int start, int end, double score);
}
