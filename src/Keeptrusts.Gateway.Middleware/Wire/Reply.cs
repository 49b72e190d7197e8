namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>A parsed answer, or one chunk of a streamed one. Reused: valid until its reader reads again.</summary>
internal sealed class Reply
{
    public List<ReplyText> Texts { get; } = [];

    /// <summary>Member names in what was said that no schema knows.</summary>
    public List<ChosenName> Names { get; } = [];

    public List<ReplyChoice> Choices { get; } = [];

    /// <summary>Tool calls, in order.</summary>
    public List<ReplyCall> Calls { get; } = [];

    /// <summary>The members that hold them, from their names to the ends of their values.</summary>
    public List<ByteRange> CallMembers { get; } = [];

    /// <summary>The annotations of choices.</summary>
    public List<ReplyAnnotations> Annotations { get; } = [];

    /// <summary>The places that they name.</summary>
    public List<ReplyPosition> Positions { get; } = [];

    /// <summary>Whether a choice is a text, and no message.</summary>
    public bool HasTextChoices { get; set; }

    /// <summary>The value of <c>choices</c>; empty when absent.</summary>
    public ByteRange ChoicesValue { get; set; }

    /// <summary>The member <c>usage</c>, from its name to the end of its value; empty when absent.</summary>
    public ByteRange UsageMember { get; set; }

    /// <summary>What it says; <see langword="null"/> when absent or null.</summary>
    public ReplyUsage? Usage { get; set; }

    /// <summary>Whether it is an error in place of an answer.</summary>
    public bool IsError { get; set; }

    public void Clear()
    {
        Texts.Clear();
        Names.Clear();
        Choices.Clear();
        Calls.Clear();
        CallMembers.Clear();
        Annotations.Clear();
        Positions.Clear();
        ChoicesValue = UsageMember = default;
        Usage = null;
        IsError = false;
    }
}
