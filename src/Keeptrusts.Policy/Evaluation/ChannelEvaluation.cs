using System.Buffers;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>
/// One channel of a stream. Whatever the cuts, the concatenated releases equal the redaction of the whole text, and a character is
/// held back only while a match could still cover it.
/// </summary>
public abstract class ChannelEvaluation
{
    /// <summary>Characters taken in and not yet released or replaced.</summary>
    public abstract int Held { get; }

    /// <summary>
    /// What became of the characters that the last <see cref="Write"/> or <see cref="Complete"/> decided, in order: for places in the text, and for texts
    /// that are made of parts. Empty where nothing was decided.
    /// </summary>
    public abstract IReadOnlyList<TextRelease> Decided { get; }

    /// <summary>Takes the next piece and appends what may be released now.</summary>
    /// <param name="text">The next characters of the channel; may end inside a surrogate pair.</param>
    /// <param name="released">Receives released characters and markers.</param>
    /// <returns>True when exactly <paramref name="text"/> was released and nothing was held before: the piece may be passed on byte for byte.</returns>
    public abstract bool Write(ReadOnlySpan<char> text, IBufferWriter<char> released);

    /// <summary>Ends the channel and appends the rest.</summary>
    public abstract void Complete(IBufferWriter<char> released);
}
