namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Members of a request that may not go on as they came, each from its name to the end of its value; empty range at 0 when absent.</summary>
internal struct RequestMembers
{
    /// <summary>Who asks.</summary>
    public ByteRange User { get; private set; }

    public ByteRange StreamOptions { get; private set; }

    /// <summary>The member of <see cref="StreamOptions"/> that asks for usage.</summary>
    public ByteRange IncludeUsage { get; private set; }

    public ByteRange MaxTokens { get; private set; }

    public ByteRange MaxCompletionTokens { get; private set; }

    /// <summary>Takes note of a member, if it is one of them.</summary>
    public void Take(RequestPlace place, ByteRange member)
    {
        switch (place)
        {
            case RequestPlace.User or RequestPlace.Identity:
                User = member;
                break;
            case RequestPlace.StreamOptions:
                StreamOptions = member;
                break;
            case RequestPlace.IncludeUsage:
                IncludeUsage = member;
                break;
            case RequestPlace.MaxTokens:
                MaxTokens = member;
                break;
            case RequestPlace.MaxCompletionTokens:
                MaxCompletionTokens = member;
                break;
        }
    }
}
