using Keeptrusts.Policy.Calls;

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
    /// Judges one whole text. Fast path: nothing is allocated when nothing is found and no policy judges the text as a whole.
    /// </summary>
    /// <param name="text">The channel's text.</param>
    /// <param name="at">JSON pointer of the channel, for findings; <see langword="null"/> for a bare text. A delegate so that clean texts never build it.</param>
    /// <param name="format">How to read the text.</param>
    /// <param name="source">Where the text stands in the call, for policies that judge it as a whole.</param>
    /// <returns>The redacted text, or <see langword="null"/> when the text may pass unchanged.</returns>
    public abstract string? Rewrite(
        ReadOnlySpan<char> text, Func<string?>? at = null, ChannelFormat format = ChannelFormat.Text, TextSource source = default);

    /// <summary>
    /// Judges adjacent parts as one text (the parts of one message) and gives the cuts back: a marker stands in the part in which its finding starts.
    /// </summary>
    /// <returns>One entry per part: its redacted text, or <see langword="null"/> where the part may pass unchanged.</returns>
    public abstract IReadOnlyList<string?> RewriteParts(IReadOnlyList<string> parts, Func<string?>? at = null, TextSource source = default);

    /// <summary>Opens a channel whose text arrives in pieces.</summary>
    public abstract ChannelEvaluation OpenChannel(ChannelFormat format, string? at = null, TextSource source = default);

    /// <summary>Ends the phase: channels still open are taken as ended where they stand, then the policies that judge texts as a whole are asked.</summary>
    /// <param name="cancellation">Set when the caller has gone.</param>
    /// <exception cref="OperationCanceledException">The caller has gone.</exception>
    public abstract ValueTask<PhaseOutcome> CompleteAsync(CancellationToken cancellation = default);

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
