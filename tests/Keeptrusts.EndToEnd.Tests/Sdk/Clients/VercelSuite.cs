namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The AI SDK (`ai` with `@ai-sdk/openai`).</summary>
public abstract class VercelSuite : ClientSuite
{
    private readonly VercelClient _client;

    private protected VercelSuite(SdkGateway gateway, VercelClient client)
        : base(gateway) => _client = client;

    private protected override int BudgetAttempts => 3;

    private protected override string ErrorType(int status, string what) => "APICallError";

    private protected override Task<ClientOutcome> RunAsync(ClientCall call, CancellationToken cancellationToken) => _client.RunAsync(call, cancellationToken);
}
