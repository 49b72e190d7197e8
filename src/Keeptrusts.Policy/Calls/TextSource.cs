namespace Keeptrusts.Policy.Calls;

/// <summary>Where a text stands in its call.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Message">Number of the message or choice, from 0; texts of one message share it.</param>
/// <param name="Part">What the text is for.</param>
public readonly record struct TextSource(TextRole Role, int Message, TextPart Part)
{
    /// <summary>Whether the caller says that it does not vouch for the text. Who speaks stays the same: to the model it is one speech with its neighbours.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Whether nobody vouches for the text: an attack inside it is an indirect one.</summary>
    public bool IsUntrusted => IsMarked || Role == TextRole.Tool;
}
