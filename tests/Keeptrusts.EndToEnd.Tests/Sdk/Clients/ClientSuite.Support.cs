using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <content>What upstream says, and how outcomes are compared.</content>
public abstract partial class ClientSuite
{
    /// <summary>Members of a response that the API always sends, and that some clients insist on.</summary>
    private const string MoreMembers = """
        "background":false,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{},"previous_response_id":null,"prompt_cache_key":null,"reasoning":{"effort":null,"summary":null},"safety_identifier":null,"service_tier":"default","temperature":1.0,"text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":0,"top_p":1.0,"truncation":"disabled","user":null,
        """;

    private IReadOnlyList<RecordedRequest> Requests => _gateway.Upstream.Requests;

    /// <summary>Requests that the client sends where a budget is exceeded, although it is told not to ask again.</summary>
    private protected virtual int BudgetAttempts => 1;

    /// <summary>Requests that the client sends at most for one call.</summary>
    private protected virtual int MostAttempts => 4;

    private Task<ClientOutcome> AskAsync(ClientCall call) => RunAsync(call, TestContext.Current.CancellationToken);

    private Task<ClientOutcome> AskAsync(string what, string prompt) => AskAsync(Call(what, prompt));

    private ClientCall Call(string what, string prompt) => new(what, _gateway.Host.BaseUrl, _gateway.Key.Token) { Api = Api, Prompt = prompt };

    private void Says(string text, ReplyEnding ending = ReplyEnding.Complete)
    {
        _gateway.Upstream.Reply = new ChatReply { Text = text, Cuts = [3], Ending = ending, EndAfterEvents = ending == ReplyEnding.Complete ? null : 6 };
        _gateway.Upstream.Response = new ResponsesReply { Parts = [text], Cuts = [3], Ending = ending, More = MoreMembers.Trim() };
    }

    private void Calls(MockToolCall call) => _gateway.Upstream.Enqueue(Api == "chat"
        ? new ChatReply { Text = null, Cuts = [3], ToolCalls = [call] }
        : new ResponsesReply { Parts = [], Cuts = [3], ToolCalls = [call], More = MoreMembers.Trim() });

    private void Stalls(bool midway)
    {
        Says("Once upon a time there was a tale.", ReplyEnding.Stall);
        if (!midway)
        {
            (_gateway.Upstream.Reply, _gateway.Upstream.Response) = (new SilentReply(), new SilentReply());
        }
    }

    // OpenAI's .NET client that is cancelled just as its answer begins lets go of the connection only with its garbage.
    private static async Task HungUpAsync(RecordedRequest asked)
    {
        for (var round = 0; !asked.Cancelled.IsCompleted; round++)
        {
            Assert.True(round < 300, "upstream was not cancelled");
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.WhenAny(asked.Cancelled, Task.Delay(100, TestContext.Current.CancellationToken));
        }
    }

    private static void AssertSentRedacted(RecordedRequest sent)
    {
        Assert.Contains("[EMAIL_ADDRESS]", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Samples.Email, sent.Text, StringComparison.Ordinal);
        Assert.Equal("Bearer " + Policies.ProviderKey, sent.Header("Authorization"));
    }

    private static void AssertNoFault(ClientOutcome seen) => Assert.True(seen.Fault is null, $"{seen.Fault} after {seen.Attempts} attempts");

    private void AssertFault(string what, ClientOutcome seen, int status, string code)
    {
        Assert.True(seen.Fault is not null, $"There was no error; the text was `{seen.Text}`.");
        Assert.Equal((ErrorType(status, what), status), (seen.Fault.Type, seen.Fault.Status));
        Assert.Contains(code, seen.Fault.Text, StringComparison.Ordinal);
        Assert.False(seen.Completed);
    }

    /// <summary>A stream that broke must not be taken for a whole one.</summary>
    private static void AssertBroken(ClientOutcome seen) =>
        Assert.True(seen is { Fault: not null, Completed: false }, $"The stream looked complete: `{seen.Text}` ended with {seen.Finish}.");
}
