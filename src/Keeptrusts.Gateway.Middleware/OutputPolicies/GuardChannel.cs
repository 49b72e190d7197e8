using System.Buffers;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>A text of an answer that arrives in pieces.</summary>
/// <param name="key">Which.</param>
/// <param name="evaluation">Judges it; <see langword="null"/> where no policy reads output.</param>
internal sealed class GuardChannel(GuardChannelKey key, ChannelEvaluation? evaluation)
{
    public GuardChannelKey Key { get; } = key;

    public bool Completed { get; private set; }

    /// <summary>Whether it holds something back.</summary>
    public bool Holds => evaluation is { Held: > 0 };

    /// <summary>Takes the next piece and appends what may be released now.</summary>
    /// <returns>Whether that is exactly the piece.</returns>
    public bool Write(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        if (evaluation is not null)
        {
            return evaluation.Write(text, released);
        }

        released.Write(text);
        return true;
    }

    /// <summary>Ends the text and appends the rest; a second time does nothing.</summary>
    public void Complete(IBufferWriter<char> released)
    {
        if (!Completed)
        {
            Completed = true;
            evaluation?.Complete(released);
        }
    }
}
