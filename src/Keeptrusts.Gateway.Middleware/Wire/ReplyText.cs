namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Where a text of the model's answer stands in a reply or chunk.</summary>
/// <param name="Slot">The token.</param>
/// <param name="Choice">Index of the choice; -1 outside the choices.</param>
/// <param name="Item">Index of the item for a text inside an array, such as a tool call; -1 elsewhere.</param>
/// <param name="Path">Path inside the message or delta, such as <c>content</c> or <c>tool_calls[].function.arguments</c>.</param>
/// <param name="Continues">Whether the texts of successive chunks are one text; otherwise each stands for itself.</param>
internal readonly record struct ReplyText(TextSlot Slot, int Choice, int Item, string Path, bool Continues)
{
    /// <summary>The path of a text that is a choice itself.</summary>
    public const string OfChoice = "text";
}
