using System.Buffers;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A channel that remembers what it released.</summary>
internal sealed class KeepingChannel(ChannelEvaluation channel) : ChannelEvaluation
{
    private readonly ArrayBufferWriter<char> _kept = new();

    /// <summary>Everything released so far.</summary>
    public string Kept => _kept.WrittenSpan.ToString();

    public override int Held => channel.Held;

    public override IReadOnlyList<TextRelease> Decided => channel.Decided;

    public override bool Write(ReadOnlySpan<char> text, IBufferWriter<char> released)
    {
        var before = _kept.WrittenCount;
        var pristine = channel.Write(text, _kept);
        released.Write(_kept.WrittenSpan[before..]);
        return pristine;
    }

    public override void Complete(IBufferWriter<char> released)
    {
        var before = _kept.WrittenCount;
        channel.Complete(_kept);
        released.Write(_kept.WrittenSpan[before..]);
    }
}
