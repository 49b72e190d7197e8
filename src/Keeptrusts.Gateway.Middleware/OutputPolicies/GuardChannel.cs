using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Which text of an answer: the choice, the item of an array (a tool call) or -1, the path inside the delta.</summary>
internal readonly record struct GuardChannelKey(int Choice, int Item, string Path)
{
    /// <summary>The path of content parts: they stand side by side and are one text, whatever the part.</summary>
    public const string TextPart = "content[].text";

    public static GuardChannelKey Of(ReplyText text) => new(text.Choice, text.Path == TextPart ? -1 : text.Item, text.Path);
}

/// <summary>A text of an answer that arrives in pieces.</summary>
internal sealed class GuardChannel(GuardChannelKey key, ChannelEvaluation evaluation)
{
    public GuardChannelKey Key { get; } = key;

    public ChannelEvaluation Evaluation { get; } = evaluation;

    public bool Completed { get; set; }
}
