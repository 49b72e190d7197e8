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
        AskForUsage(request, target, edits);
        LimitOutput(request, target, hold.OutputLimit, edits);
        RepeatLimit(request, target, hold, edits);
        NameModel(request, UpstreamAddresses.NamesDeployment(target, request.Surface) ? target.DeploymentOf(hold.Route.Model) : hold.Route.Model, edits);
        KeepNothing(request, edits);
        foreach (var logprobs in request.Logprobs)
        {
            edits.ReplaceByRaw(logprobs, "[]"u8);
        }

        ChangedThinking.Remove(request, edits);
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

    private static void NameModel(ModelRequest request, string model, JsonEdits edits)
    {
        if (request.ModelToken.Length == 0)
        {
            var member = new ArrayBufferWriter<byte>();
            member.Write("\"model\":"u8);
            JsonText.WriteString(member, model);
            member.Write(","u8);
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), member.WrittenSpan);
        }
        else if (model != request.Model)
        {
            edits.ReplaceByString(request.ModelToken, model);
        }
    }

    // What the provider keeps could be fetched by whoever knows its id, past every policy.
    private static void KeepNothing(ModelRequest request, JsonEdits edits)
    {
        if (request.StoreValue.Length > 0)
        {
            edits.ReplaceByRaw(request.StoreValue, "false"u8);
        }
        else if (request.Surface.KeepsAnswers)
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), "\"store\":false,"u8);
        }
    }

    private static void AskForUsage(ModelRequest request, TargetPlan target, JsonEdits edits)
    {
        if (!request.Stream || !request.Surface.TakesUsageOption || !target.StreamUsage || request.IncludeUsage)
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
    private static void RepeatLimit(ModelRequest request, TargetPlan target, Hold hold, JsonEdits edits)
    {
        if (hold.Id.Length == 0 || target.OutputLimitField != "max_tokens" || request is not { Surface.OutputLimitName: null, OutputLimit: { } asked, Limits.MaxTokensGiven: false })
        {
            return;
        }

        var limit = (hold.OutputLimit ?? asked).ToString(CultureInfo.InvariantCulture);
        if (request.Limits.MaxTokensNull.Length > 0)
        {
            edits.ReplaceByRaw(request.Limits.MaxTokensNull, Encoding.ASCII.GetBytes(limit));
        }
        else
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), Encoding.ASCII.GetBytes($"\"max_tokens\":{limit},"));
        }
    }

    private static void LimitOutput(ModelRequest request, TargetPlan target, int? limit, JsonEdits edits)
    {
        if (limit is null)
        {
            return;
        }

        var digits = Encoding.ASCII.GetBytes(limit.Value.ToString(CultureInfo.InvariantCulture));
        var name = request.Surface.OutputLimitName ?? target.OutputLimitField;
        var said = name == "max_tokens" ? request.Limits.MaxTokensNull : request.Limits.OtherNull;
        if (request.Limits.Values.Count == 0 && said.Length > 0)
        {
            edits.ReplaceByRaw(said, digits); // A second member of that name would leave the choice between them to the server.
        }
        else if (request.Limits.Values.Count == 0)
        {
            edits.ReplaceByRaw(new(request.InsertAt, request.InsertAt), Encoding.ASCII.GetBytes($"\"{name}\":{limit.Value.ToString(CultureInfo.InvariantCulture)},"));
        }

        foreach (var value in request.Limits.Values)
        {
            if (!Utf8Parser.TryParse(value.Of(request.Body.Span), out int asked, out _) || asked > limit)
            {
                edits.ReplaceByRaw(value, digits);
            }
        }
    }
}
