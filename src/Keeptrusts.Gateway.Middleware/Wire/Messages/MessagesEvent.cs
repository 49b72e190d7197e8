namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>A parsed message, or one event of a streamed one. Reused: valid until its reader reads again.</summary>
internal sealed class MessagesEvent
{
    public List<MessagesText> Texts { get; } = [];

    /// <summary>Member names in what was said that no schema knows.</summary>
    public List<ChosenName> Names { get; } = [];

    public List<MessagesBlock> Blocks { get; } = [];

    /// <summary>Signatures of thinking, by block.</summary>
    public List<(int Block, ByteRange Token)> Signatures { get; } = [];

    public string Type { get; set; } = "";

    /// <summary>The block that the event is about; -1: none.</summary>
    public int Index { get; set; } = -1;

    public string? StopReason { get; set; }

    /// <summary>Whether there is <c>content</c>.</summary>
    public bool HasContent { get; set; }

    /// <summary>Whether it is an error in place of an answer.</summary>
    public bool IsError { get; set; }

    public int? InputTokens { get; set; }

    public int? OutputTokens { get; set; }

    public int? CacheRead { get; set; }

    public int? CacheWritten { get; set; }

    public void Clear()
    {
        Texts.Clear();
        Names.Clear();
        Blocks.Clear();
        Signatures.Clear();
        (Type, Index, StopReason, HasContent, IsError) = ("", -1, null, false, false);
        InputTokens = OutputTokens = CacheRead = CacheWritten = null;
    }
}
