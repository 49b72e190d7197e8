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
        var leftOut = new List<ByteRange>();
        OutgoingUsage.Ask(request, target, edits, leftOut);
        LimitOutput(request, target, hold.OutputLimit, edits);
        NameModel(request, UpstreamAddresses.NamesDeployment(target, request.Surface) ? target.DeploymentOf(hold.Route.Model) : hold.Route.Model, edits);
        KeepNothing(request, edits);
        foreach (var logprobs in request.Logprobs)
        {
            edits.ReplaceByRaw(logprobs, "[]"u8);
        }

        ChangedThinking.Remove(request, edits);
        if (request.Members.User.Length > 0)
        {
            leftOut.Add(request.Members.User);
        }

        // Last of all: what is put in before the first member goes before what becomes of that member.
        NameLimit(request, target, edits, leftOut);
        JsonMembers.Remove(body, leftOut, edits);
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

    // A server that knows only `max_tokens` overlooks the newer name or refuses it, and the budget was checked with that limit. Those that know the newer name take the older, too.
    private static void NameLimit(ModelRequest request, TargetPlan target, JsonEdits edits, List<ByteRange> leftOut)
    {
        var (older, newer) = (request.Members.MaxTokens, request.Members.MaxCompletionTokens);
        if (target.OutputLimitField != "max_tokens" || newer.Length == 0 || request.Surface.OutputLimitName is not null)
        {
            return;
        }

        if (request.Limits.MaxTokensGiven || request.Limits.OtherNull.Length > 0)
        {
            leftOut.Add(newer);
            return;
        }

        edits.ReplaceByRaw(JsonMembers.Name(request.Body.Span, newer), "\"max_tokens\""u8);
        if (older.Length > 0)
        {
            leftOut.Add(older); // It says null.
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
