namespace Keeptrusts.Policy.Evaluation;

/// <summary>How the text of a channel is to be read.</summary>
public enum ChannelFormat
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>JSON in a string (tool-call arguments): every decoded string, number and key is a text of its own.</summary>
    Json,
}
