namespace Keeptrusts.Policy.Evaluation;

/// <summary>
/// One phase of one call over all its channels: feed texts, then take the outcome. Not thread-safe; dispose it to return pooled matchers.
/// Findings of a channel are positions in that channel's original text.
/// </summary>
public abstract class PhaseEvaluation : IDisposable
{
    /// <summary>Whether an enforced finding blocks the call; once true it stays true, and no channel releases anything more.</summary>
    public abstract bool Blocked { get; }

    /// <summary>
    /// Judges one whole text. Fast path: nothing is allocated when nothing is found.
    /// </summary>
    /// <param name="text">The channel's text.</param>
    /// <param name="at">JSON pointer of the channel, for findings; <see langword="null"/> for a bare text. A delegate so that clean texts never build it.</param>
    /// <param name="format">How to read the text.</param>
    /// <returns>The redacted text, or <see langword="null"/> when the text may pass unchanged.</returns>
    public abstract string? Rewrite(ReadOnlySpan<char> text, Func<string?>? at = null, ChannelFormat format = ChannelFormat.Text);

    /// <summary>
    /// Judges adjacent parts as one text (the parts of one message) and gives the cuts back: a marker stands in the part in which its finding starts.
    /// </summary>
    /// <returns>One entry per part: its redacted text, or <see langword="null"/> where the part may pass unchanged.</returns>
    public abstract IReadOnlyList<string?> RewriteParts(IReadOnlyList<string> parts, Func<string?>? at = null);

    /// <summary>Opens a channel whose text arrives in pieces.</summary>
    public abstract ChannelEvaluation OpenChannel(ChannelFormat format, string? at = null);

    /// <summary>Ends the phase. Channels still open are taken as ended where they stand.</summary>
    public abstract PhaseOutcome Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns pooled matchers.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
