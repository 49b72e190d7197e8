namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The annotations of a choice, or what a chunk adds to them.</summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="Member">The member, from its name to the end of its value.</param>
internal readonly record struct ReplyAnnotations(int Choice, ByteRange Member)
{
    /// <summary>Whether a text stands in one of them.</summary>
    public bool Holds(ReplyText text) => text.Slot.Token.Start >= Member.Start && text.Slot.Token.End <= Member.End;

    /// <summary>The array.</summary>
    public ByteRange Value(ReadOnlySpan<byte> json) => new(Member.Start + Member.Of(json).IndexOf((byte)':') + 1, Member.End);
}
