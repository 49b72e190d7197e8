using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>The body that goes upstream: the caller's bytes with only those spans changed that must be.</summary>
internal static class OutgoingBody
{
    public static ReadOnlyMemory<byte> Write(Hold hold)
    {
        var request = hold.Route.Cleared.Grant.Request;
        var target = hold.Route.Target;
        var edits = hold.Route.Cleared.Edits;
        var body = request.Body.Span;
        edits.BeginAttempt();
        NameModel(request, hold.Route.Model, edits);
        AskForUsage(request, target, edits);
        LimitOutput(request, target, hold.OutputLimit, edits);
        RepeatLimit(request, target, hold, edits);
        if (request.StoreValue.Length > 0)
        {
            edits.ReplaceByRaw(request.StoreValue, "false"u8);
        }

        if (request.UserMember.Length > 0)
        {
            edits.ReplaceByRaw(JsonMembers.WithComma(body, request.UserMember), default);
        }

        if (edits.IsEmpty)
        {
            return request.Body;
        }

        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        edits.Apply(body, output);
        return output.WrittenMemory;
    }

    private static void NameModel(ChatRequest request, string model, JsonEdits edits)
    {
        if (model != request.Model)
        {
            edits.ReplaceByString(request.ModelToken, model);
        }
    }

    private static void AskForUsage(ChatRequest request, TargetPlan target, JsonEdits edits)
    {
        if (!request.Stream || !target.StreamUsage || request.IncludeUsage)
        {
            return;
        }

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

    // A server that knows only `max_tokens` ignores the newer name, and the budget was checked with that limit.
    private static void RepeatLimit(ChatRequest request, TargetPlan target, Hold hold, JsonEdits edits)
    {
        if (hold.Id.Length == 0 || target.OutputLimitField != "max_tokens" || request is not { OutputLimit: { } asked, MaxTokensGiven: false })
        {
            return;
        }

        var limit = (hold.OutputLimit ?? asked).ToString(CultureInfo.InvariantCulture);
        if (request.MaxTokensNull.Length > 0)
        {
            edits.ReplaceByRaw(request.MaxTokensNull, Encoding.ASCII.GetBytes(limit));
        }
        else
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), Encoding.ASCII.GetBytes($"\"max_tokens\":{limit},"));
        }
    }

    private static void LimitOutput(ChatRequest request, TargetPlan target, int? limit, JsonEdits edits)
    {
        if (limit is null)
        {
            return;
        }

        var digits = Encoding.ASCII.GetBytes(limit.Value.ToString(CultureInfo.InvariantCulture));
        var said = target.OutputLimitField == "max_tokens" ? request.MaxTokensNull : request.MaxCompletionTokensNull;
        if (request.OutputLimitValues.Count == 0 && said.Length > 0)
        {
            edits.ReplaceByRaw(said, digits); // A second member of that name would leave the choice between them to the server.
        }
        else if (request.OutputLimitValues.Count == 0)
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), Encoding.ASCII.GetBytes($"\"{target.OutputLimitField}\":{limit.Value.ToString(CultureInfo.InvariantCulture)},"));
        }

        foreach (var value in request.OutputLimitValues)
        {
            if (!Utf8Parser.TryParse(value.Of(request.Body.Span), out int asked, out _) || asked > limit)
            {
                edits.ReplaceByRaw(value, digits);
            }
        }
    }
}
