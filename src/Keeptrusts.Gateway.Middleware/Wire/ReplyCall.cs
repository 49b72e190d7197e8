namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A tool call, or what a chunk adds to one.</summary>
/// <param name="Choice">Index of the choice.</param>
/// <param name="Item">Its index among the choice's calls; -1 for the older <c>function_call</c>, of which a choice has one.</param>
/// <param name="Value">The object.</param>
/// <param name="Numbered">Whether the object says its index itself.</param>
/// <param name="Id">The call's id, without quotes; empty where the chunk does not give it.</param>
/// <param name="Given">The arguments, where they are JSON and not JSON in a string, as some providers write them; otherwise empty.</param>
internal readonly record struct ReplyCall(int Choice, int Item, ByteRange Value, bool Numbered, ByteRange Id, ByteRange Given)
{
    /// <summary>Whether a text stands inside the call.</summary>
    public bool Holds(ReplyText text) => text.Slot.Token.Start >= Value.Start && text.Slot.Token.End <= Value.End;
}
