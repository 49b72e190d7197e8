namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>What a string has to do with the text that it belongs to.</summary>
internal enum ResponsesRole
{
    /// <summary>It stands for itself.</summary>
    Single,

    /// <summary>It stands for itself, and the caller may have said it.</summary>
    Echo,

    /// <summary>The text begins with it, mostly with nothing.</summary>
    Start,

    /// <summary>The text goes on with it.</summary>
    Delta,

    /// <summary>It is the whole text.</summary>
    Whole,
}

/// <summary>Where a string of a response or event stands.</summary>
/// <param name="Slot">The token.</param>
/// <param name="Key">The text that it belongs to.</param>
/// <param name="Role">What it has to do with it.</param>
internal readonly record struct ResponsesText(TextSlot Slot, ResponsesKey Key, ResponsesRole Role);
