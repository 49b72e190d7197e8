using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Which text of an answer: the choice, the item of an array (a tool call) or -1, the path inside the delta.</summary>
internal readonly record struct GuardChannelKey(int Choice, int Item, string Path)
{
    /// <summary>The path of content parts: they stand side by side and are one text, whatever the part, also with what comes as a plain text.</summary>
    public const string TextPart = "content[].text";

    /// <summary>The text as policies know it.</summary>
    public TextSource Source => ReplySources.Of(Choice, Path);

    /// <summary>Where it stands in the whole answer, by and large: a stream has no such place.</summary>
    public string At => Item < 0 ? $"/choices/{Choice}/{Path}" : $"/choices/{Choice}/{Item}/{Path}";

    public static GuardChannelKey Of(ReplyText text) => text.Path == TextPart ? new(text.Choice, -1, ShownPositions.Text) : new(text.Choice, text.Item, text.Path);
}
