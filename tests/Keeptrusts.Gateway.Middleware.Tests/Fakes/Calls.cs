using Keeptrusts.Policy.Calls;
using System.IO.Pipelines;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Fakes;

/// <summary>Calls and what comes before a step, made by hand.</summary>
internal static class Calls
{
    public static KeyRecord Key { get; } = new() { Id = "key_1", Name = "laptop", TeamId = "search", Owner = "ann", LineageId = "key_0" };

    public static PolicyPlan Plan(string yaml)
    {
        var loaded = PolicyEngine.Load(yaml);
        Assert.True(loaded.Plan is not null, string.Join('\n', loaded.Diagnostics));
        return loaded.Plan;
    }

    public static ScopedPlan Scope(string yaml) => Plan(yaml).Scope(new PolicyContext { Team = "search" }, DateTimeOffset.UnixEpoch);

    public static CallRecord Record() => new(Inbound(new CallEnd(CancellationToken.None)));

    public static InboundCall Inbound(CallEnd end, string? authorization = null) => new()
    {
        RequestId = "req_1",
        Surface = Surface.Chat,
        Route = "/v1/chat/completions",
        ArrivedAt = DateTimeOffset.UnixEpoch,
        ArrivedTimestamp = 0,
        Key = authorization,
        ReadBodyAsync = () => throw new NotSupportedException(),
        Reply = new NoReply(),
        End = end,
    };

    public static Route Route(string yaml, string body, KeyRecord? key = null)
    {
        var plan = Plan(yaml);
        var request = new RequestReader().Read(Surface.Chat, Encoding.UTF8.GetBytes(body), out var fault);
        Assert.True(request is not null, fault?.Message);
        var candidates = Models.Serving(plan, request.Model);
        var call = new PolicyCall(new PolicyContext { Team = (key ?? Key).TeamId, Model = request.Model });
        var scope = plan.Scope(call.Context, DateTimeOffset.UnixEpoch);
        var grant = new Grant(key ?? Key, new PolicyConfiguration("c", 1, plan), scope, call, request, candidates);
        return new(new ClearedCall(grant, new JsonEdits(), Verdict.Allow, []), candidates[0], null);
    }

    private sealed class NoReply : ICallReply
    {
        public bool HasStarted => false;

        public PipeWriter Body => throw new NotSupportedException();

        public void Start(int status, string contentType, IReadOnlyList<KeyValuePair<string, string>> headers, long? contentLength = null)
        {
        }

        public void Cut()
        {
        }
    }
}
