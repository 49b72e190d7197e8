using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces.Schema;

/// <summary>Every string of every request and answer that OpenAI's schema knows: policies see it, or it is refused, or it is in the list of opaque fields.</summary>
public sealed class SchemaWalkTests
{
    private static readonly ScopedPlan Redact = Calls.Scope("""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { pii-detector: { action: redact } }
        """);

    [Theory]
    [InlineData("chat", 60)]
    [InlineData("completions", 5)]
    [InlineData("embeddings", 3)]
    [InlineData("moderations", 5)]
    [InlineData("responses", 250)]
    public void Request_EveryString_IsSeenOrListed(string route, int atLeast)
    {
        var found = SchemaWalk.Of(route, "request");
        Assert.InRange(found.Count, atLeast, 10_000);
        var unseen = found.Where(place => place.Value.Exists(document => Passes(SurfaceOf(route), document))).Select(place => place.Key);
        AssertSame(OpaqueFields.Requests(SurfaceOf(route)), unseen);
    }

    [Theory]
    [InlineData("chat", "answer", 10)]
    [InlineData("chat", "event", 10)]
    [InlineData("completions", "answer", 5)]
    [InlineData("completions", "event", 5)]
    [InlineData("embeddings", "answer", 3)]
    [InlineData("moderations", "answer", 3)]
    [InlineData("responses", "answer", 200)]
    [InlineData("responses", "event", 200)]
    public void Answer_EveryString_IsSeenOrListed(string route, string side, int atLeast)
    {
        var found = SchemaWalk.Of(route, side);
        Assert.InRange(found.Count, atLeast, 10_000);
        var shown = found.Where(place => place.Value.Exists(document => Shows(SurfaceOf(route), side == "event", document))).Select(place => place.Key);
        AssertSame(OpaqueFields.Answers(SurfaceOf(route), side == "event"), shown);
    }

    [Fact]
    public void OpaqueFields_All_AreDocumented()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "surfaces.md"));
        var all = Surface.All.SelectMany(surface => OpaqueFields.Requests(surface).Concat(OpaqueFields.Answers(surface, false)).Concat(OpaqueFields.Answers(surface, true)));
        Assert.All(all, path => Assert.Contains($"`{path}`", page, StringComparison.Ordinal));
    }

    private static void AssertSame(IEnumerable<string> listed, IEnumerable<string> passing) =>
        Assert.Equal(string.Join('\n', listed.Order(StringComparer.Ordinal)), string.Join('\n', passing.Order(StringComparer.Ordinal)));

    private static Surface SurfaceOf(string route) => Surface.All.Single(surface => surface.Kind.ToString().Equals(route, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request's marked string would leave as it is.</summary>
    private static bool Passes(Surface surface, string document)
    {
        var json = JsonNode.Parse(document)!.AsObject();
        json.TryAdd("model", "gpt-4o");
        if (surface.Kind == SurfaceKind.Chat)
        {
            json.TryAdd("messages", new JsonArray());
        }
        else
        {
            json.TryAdd(surface.Kind == SurfaceKind.Completions ? "prompt" : "input", "hi");
        }

        var body = Encoding.UTF8.GetBytes(json.ToJsonString());
        var request = new RequestReader().Read(surface, body, out _);
        if (request is null || request.Unreadable.Count > 0 || request.Model == SchemaWalk.Mark)
        {
            return false;
        }

        using var evaluation = Redact.Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        var edits = new JsonEdits();
        foreach (var text in request.Texts)
        {
            if (text.Kind == TextKind.Text && evaluation.Rewrite(JsonText.ToText(text, body)) is { } rewritten)
            {
                edits.ReplaceByString(text.Token, rewritten);
            }
            else if (text.Kind == TextKind.Json && evaluation.Rewrite(JsonText.ToText(text, body), format: Policy.Evaluation.ChannelFormat.Json) is { } arguments)
            {
                edits.ReplaceByString(text.Token, arguments);
            }
        }

        foreach (var range in request.Logprobs.Append(request.Members.User))
        {
            edits.ReplaceByRaw(range, default);
        }

        return Encoding.UTF8.GetString(edits.Applied(body).Span).Contains(SchemaWalk.Mark, StringComparison.Ordinal);
    }

    /// <summary>Whether an answer's marked string would be shown as it is.</summary>
    private static bool Shows(Surface surface, bool isEvent, string document)
    {
        using var policies = new AnswerPolicies(Redact.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext())), BlankLogprobs: true);
        using var meter = new OutputMeter();
        var output = new ArrayBufferWriter<byte>();
        var json = JsonNode.Parse(document)!.AsObject();
        if (!isEvent && (surface.Kind == SurfaceKind.Responses || surface.Speaks))
        {
            json.TryAdd(surface.Kind == SurfaceKind.Responses ? "output" : "choices", new JsonArray()); // Without it there is no answer.
        }

        var data = Encoding.UTF8.GetBytes(json.ToJsonString());
        if (isEvent)
        {
            IStreamGuard guard = surface.Kind == SurfaceKind.Responses ? new ResponsesStreamGuard(policies, meter, new OwnTexts(null), int.MaxValue) : new StreamGuard(surface, policies, meter, true, int.MaxValue);
            var step = guard.Take(data, output);
            Assert.True(step is GuardStep.Next or GuardStep.Finished || document.Contains("\"error\"", StringComparison.Ordinal), document);
            output.Write(guard.Terminal.Span);
        }
        else
        {
            IWholeGuard guard = surface.Kind == SurfaceKind.Responses ? new ResponsesWholeGuard(policies, meter, new OwnTexts(null)) : new WholeGuard(surface, policies, meter);
            output.Write(guard.Take(data)!.Value.Span);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan).Contains(SchemaWalk.Mark, StringComparison.Ordinal);
    }
}
