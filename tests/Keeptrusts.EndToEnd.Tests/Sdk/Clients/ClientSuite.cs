using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>What every client must meet on its way through the gateway, whichever API it speaks. A derived class says how the client is used, and what its errors are called.</summary>
[Collection(SdkGateway.Suites)]
public abstract partial class ClientSuite
{
    private const string Address = "Łódź, ask " + Samples.Email;

    private const string AddressRedacted = "Łódź, ask [EMAIL_ADDRESS]";

    private readonly SdkGateway _gateway;

    private protected ClientSuite(SdkGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    /// <summary><c>chat</c> or <c>responses</c>: what the class makes the client speak.</summary>
    private protected virtual string Api => "chat";

    /// <summary>What the client calls the tool.</summary>
    private protected virtual string ToolName => "get_weather";

    /// <summary>The type of the client's error.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="what">What it was asked for.</param>
    private protected abstract string ErrorType(int status, string what);

    /// <summary>Makes the client do as it is asked; throws as the client does, having noted what was seen until then.</summary>
    private protected abstract Task<ClientOutcome> RunAsync(ClientCall call, CancellationToken cancellationToken);

    [Fact]
    public async Task Chat_Sensitive_IsRedactedBothWays()
    {
        Says(Samples.Sensitive);

        var seen = await AskAsync("chat", "I am " + Samples.Email);

        AssertNoFault(seen);
        Assert.Equal((Samples.SensitiveRedacted, 18), (seen.Text, seen.Tokens));
        AssertSentRedacted(Assert.Single(Requests));
    }

    [Fact]
    public async Task Stream_Sensitive_IsRedactedBothWays()
    {
        Says(Samples.Sensitive);

        var seen = await AskAsync("stream", "I am " + Samples.Email);

        AssertNoFault(seen);
        Assert.Equal((Samples.SensitiveRedacted, true), (seen.Text, seen.Completed));
        Assert.NotNull(seen.Finish);
        AssertSentRedacted(Assert.Single(Requests));
    }

    [Theory]
    [InlineData("tools")]
    [InlineData("toolStream")]
    public async Task Tools_RoundTrip_IsRedactedBothWays(string what)
    {
        Calls(new MockToolCall("call_weather_1", ToolName, $$"""{"city":"{{Address}}"}"""));
        Says("It is 21 degrees.");

        var seen = await AskAsync(Call(what, "What is the weather in Łódź?") with { Note = "Ask " + Samples.Email });

        AssertNoFault(seen);
        Assert.Equal((AddressRedacted, "It is 21 degrees."), (seen.Argument, seen.Text));
        Assert.Equal(2, Requests.Count);
        Assert.Contains("get_weather", Requests[0].Json["tools"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("call_weather_1", Requests[1].Text, StringComparison.Ordinal);
        AssertSentRedacted(Requests[1]);
    }

    [Fact]
    public async Task Structured_Object_KeepsItsSchemaAndItsForm()
    {
        Says($$"""{"city":"{{Address}}","celsius":21.5}""");

        var seen = await AskAsync("structured", "What is the weather in Łódź?");

        AssertNoFault(seen);
        Assert.Equal(new Weather(AddressRedacted, 21.5), seen.Object);
        var asked = Assert.Single(Requests).Json;
        var format = asked[Api == "chat" ? "response_format" : "text"]!.ToJsonString();
        Assert.Contains("json_schema", format, StringComparison.Ordinal);
        Assert.Contains("celsius", format, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("chat", false)]
    [InlineData("stream", false)]
    [InlineData("stream", true)]
    public async Task Call_Cancelled_CancelsUpstream(string what, bool midway)
    {
        Stalls(midway);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var call = Call(what, "Say hello.");
        var running = RunAsync(call, leave.Token);
        var arrived = midway ? call.Began.Task.WaitAsync(TimeSpan.FromMinutes(1), leave.Token) : _gateway.Upstream.WaitForRequestAsync(leave.Token);
        if (await Task.WhenAny(arrived, running) == running)
        {
            await leave.CancelAsync(); // lest the next test's request be taken for this one's
            Assert.Fail($"The client ended before it was left: {await running}"); // or says that it is not installed
        }

        await arrived;
        var asked = Assert.Single(Requests);
        await leave.CancelAsync();
        var seen = await running;

        Assert.NotNull(seen.Fault);
        Assert.False(seen.Completed);
        Assert.Matches("(?i)cancel|abort", seen.Fault.Type + seen.Fault.Text);
        await HungUpAsync(asked);
        Assert.Single(Requests);
    }

    /// <summary>For the classes whose client makes embeddings.</summary>
    private protected async Task AssertEmbeddingIsGovernedAsync()
    {
        _gateway.Upstream.Embedding = new EmbeddingReply([0.5f, -0.25f]);

        var seen = await AskAsync(Call("embed", "I am " + Samples.Email) with { Model = "text-embedding-3-small" });

        AssertNoFault(seen);
        Assert.Equal([0.5f, -0.25f], seen.Vector);
        AssertSentRedacted(Assert.Single(Requests));

        var blocked = await AskAsync(Call("embed", $"My SSN is {Samples.Ssn}.") with { Model = "text-embedding-3-small" });

        AssertFault("embed", blocked, 400, "input_blocked");
        Assert.Single(Requests);
    }
}
