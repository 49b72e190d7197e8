namespace Keeptrusts.Policy.Text;

/// <summary>
/// Receives what a <c>SpanMatcher</c> decides, in text order: every input character is either copied or replaced, exactly once.
/// </summary>
internal interface ISpanSink
{
    /// <summary>The next <paramref name="count"/> characters of the original text pass unchanged.</summary>
    void Copy(int count);

    /// <summary>
    /// The next <paramref name="count"/> characters (0 or more) vanish. With a <paramref name="rule"/> of 0 or more they are exactly the value that this rule found,
    /// and its marker stands in their place; with -1 nothing does.
    /// </summary>
    void Replace(int count, int rule);

    /// <summary>An accepted finding of rule <paramref name="rule"/>, reported in order of its start.</summary>
    void Found(int rule, int start, int end, double score);

    /// <summary>The check of a rule's detector threw; its candidate counts as found.</summary>
    void Failed(int rule);
}
