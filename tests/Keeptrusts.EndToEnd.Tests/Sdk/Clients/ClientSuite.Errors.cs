using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <content>What a client makes of refusals, of broken streams, and of a provider in trouble.</content>
public abstract partial class ClientSuite
{
    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task Call_BadKey_IsA401AtOnce(string what)
    {
        var seen = await AskAsync(Call(what, "Say hello.") with { Key = "kt_gk_nonsense" });

        AssertFault(what, seen, 401, "invalid_api_key");
        Assert.DoesNotContain("nonsense", seen.Fault!.Text, StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task Call_InputBlocked_IsA400AtOnce(string what)
    {
        var seen = await AskAsync(what, $"My SSN is {Samples.Ssn}.");

        AssertFault(what, seen, 400, "input_blocked");
        Assert.Contains("pii-block", seen.Fault!.Text, StringComparison.Ordinal);
        Assert.Equal(1, seen.Attempts);
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Chat_OutputBlocked_IsA400AndNotAskedAgain()
    {
        Says($"Their SSN is {Samples.Ssn}.");

        var seen = await AskAsync("chat", "Say hello.");

        AssertFault("chat", seen, 400, "output_blocked");
        Assert.Equal((1, 1), (seen.Attempts, Requests.Count));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task Call_ModelNotAllowed_IsA403(string what)
    {
        AssertFault(what, await AskAsync(Call(what, "Say hello.") with { Model = "other-model" }), 403, "model_not_allowed");
        Assert.Empty(Requests);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("stream")]
    public async Task Call_BeyondTheBudget_IsA429AndNothingIsAskedUpstream(string what)
    {
        var seen = await AskAsync(Call(what, "Say hello.") with { Model = SdkGateway.DearModel });

        AssertFault(what, seen, 429, "budget_exceeded");
        Assert.Equal(BudgetAttempts, seen.Attempts);
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Stream_OutputBlocked_RaisesAfterWhatWasClean()
    {
        Says($"Hello. Their SSN is {Samples.Ssn}, and there is more to say.");

        var seen = await AskAsync("stream", "Say hello.");

        AssertBroken(seen);
        Assert.StartsWith("Hello. ", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("536", seen.Text + seen.Fault!.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1), (seen.Attempts, Requests.Count));
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    public async Task Stream_CutByUpstream_Raises(ReplyEnding ending)
    {
        Says("This will be cut somewhere.", ending);

        AssertBroken(await AskAsync("stream", "Say hello."));
        Assert.Single(Requests);
    }

    [Theory]
    [InlineData("chat", 500)]
    [InlineData("stream", 500)]
    [InlineData("chat", 429)]
    public async Task Call_UpstreamFailsOnce_WorksAtTheSecondTry(string what, int status)
    {
        _gateway.Upstream.Enqueue(HttpReply.Error(status, "Internal trouble.", "internal", retryAfterSeconds: 0));

        var seen = await AskAsync(what, "Say hello.");

        AssertNoFault(seen);
        Assert.Equal(("Hello from upstream.", 2, 2), (seen.Text, seen.Attempts, Requests.Count));
    }

    [Fact]
    public async Task Chat_UpstreamKeepsFailing_IsAskedOnceAnAttempt()
    {
        var error = HttpReply.Error(500, "Internal trouble.", "internal", retryAfterSeconds: 0);
        (_gateway.Upstream.Reply, _gateway.Upstream.Response) = (error, error);

        var seen = await AskAsync("chat", "Say hello.");

        AssertFault("chat", seen, 500, "");
        Assert.InRange(seen.Attempts, 1, MostAttempts);
        Assert.Equal(seen.Attempts, Requests.Count);
    }
}
