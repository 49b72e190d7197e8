using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>
/// Takes out blocks of thinking whose text policies have changed, in this request or in the answer in which they came: their signature speaks of another
/// text, and the provider would refuse the whole request. Without them it takes the rest.
/// </summary>
internal static class ChangedThinking
{
    public static void Remove(ModelRequest request, JsonEdits edits)
    {
        var body = request.Body.Span;
        ByteRange? open = null;
        foreach (var block in request.SignedBlocks)
        {
            if (block.IsSigned && edits.StringOf(block.Thinking) is null)
            {
                continue;
            }

            // Neighbours go together, or each would take the same comma.
            if (open is { } before && body[before.End..block.Value.Start].Trim(" \t\r\n"u8) is [(byte)','])
            {
                open = new(before.Start, block.Value.End);
                continue;
            }

            Remove(body, open, edits);
            open = block.Value;
        }

        Remove(body, open, edits);
    }

    private static void Remove(ReadOnlySpan<byte> body, ByteRange? blocks, JsonEdits edits)
    {
        if (blocks is { } range)
        {
            edits.ReplaceByRaw(JsonMembers.WithComma(body, range), default);
        }
    }
}
