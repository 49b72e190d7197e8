using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>Whether a stream is asked for its usage: always where the target takes that, never where it does not.</summary>
internal static class OutgoingUsage
{
    /// <param name="request">The caller's request.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="edits">Changes to it.</param>
    /// <param name="leftOut">Gets the member that the target does not take.</param>
    public static void Ask(ModelRequest request, TargetPlan target, JsonEdits edits, List<ByteRange> leftOut)
    {
        if (!request.Surface.TakesUsageOption)
        {
            return;
        }

        if (!target.StreamUsage)
        {
            LeaveOut(request, leftOut);
        }
        else if (request is { Stream: true, IncludeUsage: false })
        {
            Ask(request, edits);
        }
    }

    // Such a target refuses the option, or the whole member; other options are the caller's own affair.
    private static void LeaveOut(ModelRequest request, List<ByteRange> leftOut)
    {
        var body = request.Body.Span;
        var (options, asked) = (request.StreamOptions, request.Members.IncludeUsage);
        if (options.Length == 0)
        {
            return;
        }

        var others = options.Of(body)[0] != '{' ? []
            : asked.Length == 0 ? body[(options.Start + 1)..(options.End - 1)]
            : [.. body[(options.Start + 1)..asked.Start], .. body[asked.End..(options.End - 1)]];
        if (others.Trim(" \t\r\n"u8).IsEmpty)
        {
            leftOut.Add(request.Members.StreamOptions);
        }
        else if (asked.Length > 0)
        {
            leftOut.Add(asked);
        }
    }

    private static void Ask(ModelRequest request, JsonEdits edits)
    {
        if (request.IncludeUsageValue.Length > 0)
        {
            edits.ReplaceByRaw(request.IncludeUsageValue, "true"u8);
        }
        else if (request.StreamOptions.Length > 0)
        {
            var empty = request.StreamOptions.Of(request.Body.Span)[0] != '{';
            if (empty)
            {
                edits.ReplaceByRaw(request.StreamOptions, "{\"include_usage\":true}"u8);
            }
            else
            {
                var comma = request.StreamOptions.Of(request.Body.Span)[1..].TrimStart(" \t\r\n"u8)[0] == '}' ? ""u8 : ","u8;
                edits.ReplaceByRaw(new(request.StreamOptions.Start + 1, request.StreamOptions.Start + 1), [.. "\"include_usage\":true"u8, .. comma]);
            }
        }
        else
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), "\"stream_options\":{\"include_usage\":true},"u8);
        }
    }
}
