using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Clients that run in this process.</summary>
public abstract class DotNetSuite : ClientSuite
{
    private protected DotNetSuite(SdkGateway gateway)
        : base(gateway)
    {
    }

    /// <summary>Notes what the client gives into the outcome, and lets its exceptions pass.</summary>
    private protected abstract Task RunAsync(ClientCall call, ClientOutcome seen, AttemptCounter counter, CancellationToken cancellationToken);

    // Its retries heed no x-should-retry.
    private protected override int BudgetAttempts => 4;

    private protected override string ErrorType(int status, string what) => nameof(ClientResultException);

    private protected virtual int? StatusOf(Exception exception) => (exception as ClientResultException)?.Status;

    private protected override async Task<ClientOutcome> RunAsync(ClientCall call, CancellationToken cancellationToken)
    {
        var seen = new ClientOutcome(call);
        var counter = new AttemptCounter();
        try
        {
            await RunAsync(call, seen, counter, cancellationToken);
        }
        catch (Exception e)
        {
            seen.Fault = new(e.GetType().Name, StatusOf(e), $"{e} {(e as ClientResultException)?.GetRawResponse()?.Content}");
        }

        seen.Attempts = counter.Count;
        return seen;
    }

    /// <summary>The options of a client: where it calls, and how it is watched.</summary>
    private protected static TOptions Watched<TOptions>(TOptions options, AttemptCounter counter)
        where TOptions : ClientPipelineOptions
    {
        options.AddPolicy(counter, PipelinePosition.PerTry);
        options.RetryPolicy = new PromptRetries();
        return options;
    }

    /// <summary>The tool's work: notes what it was called with.</summary>
    private protected static string TellWeather(ClientCall call, ClientOutcome seen, string city)
    {
        seen.Argument = city;
        return JsonSerializer.Serialize(new { celsius = 21, note = call.Note });
    }

    private protected static Weather? Parse(string json) => JsonSerializer.Deserialize<Weather>(json, JsonSerializerOptions.Web);
}
